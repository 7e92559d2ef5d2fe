package io.limpet.core.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decayed weights by name: affinities of a visitor, companions of an item. When there are more
 * names than are kept, the weakest goes; until then the order of events makes no difference.
 *
 * @param sums by name, one kind each; a half-life of {@link Decay#MONTH}
 */
public record Named(Map<String, Series> sums) {
  /** No names. */
  public static final Named NONE = new Named(Map.of());

  private static final Decay DECAY = Decay.MONTH;

  public Named {
    sums = Map.copyOf(sums);
  }

  /** A name and its weight as of a time. */
  public record Weight(String name, double weight) {}

  /**
   * The weights with one more.
   *
   * @param kept how many names at most
   */
  Named with(String name, double weight, long millis, int kept) {
    return with(List.of(name), weight, millis, kept);
  }

  /**
   * The weights with one more of each name; then the weakest go.
   *
   * @param names each once
   * @param kept how many names at most
   */
  Named with(Collection<String> names, double weight, long millis, int kept) {
    Map<String, Series> next = new HashMap<>(sums);
    for (String name : names) {
      next.put(name, DECAY.with(sums.getOrDefault(name, Series.empty()), 0, weight, millis));
    }
    return new Named(trimmed(next, millis, kept));
  }

  /**
   * The weights of both.
   *
   * @param millis as of which the weakest go, which makes no difference but for rounding
   * @param kept how many names at most
   */
  Named and(Named other, long millis, int kept) {
    Map<String, Series> next = new HashMap<>(sums);
    other.sums.forEach((name, more) -> next.merge(name, more, DECAY::sum));
    return new Named(trimmed(next, millis, kept));
  }

  /** Those of the largest weights, whether for or against; of equal ones the later names. */
  private static Map<String, Series> trimmed(Map<String, Series> of, long millis, int kept) {
    if (of.size() <= kept) {
      return of;
    }
    List<Weight> weights = new ArrayList<>(of.size());
    of.forEach(
        (name, series) -> weights.add(new Weight(name, Math.abs(DECAY.at(series, 0, millis)))));
    weights.sort(Comparator.comparingDouble(Weight::weight).thenComparing(Weight::name));
    weights.subList(0, of.size() - kept).forEach(weak -> of.remove(weak.name()));
    return of;
  }

  /** The weight of a name as of a time; 0 of one that is not kept. */
  public double weight(String name, long atMillis) {
    return DECAY.at(sums.getOrDefault(name, Series.empty()), 0, atMillis);
  }

  /** Share of a name in the weight of all, from -1 (all is against it) to 1. */
  public double share(String name, long atMillis) {
    double all = sums.keySet().stream().mapToDouble(of -> Math.abs(weight(of, atMillis))).sum();
    return all > 0 ? weight(name, atMillis) / all : 0;
  }

  /** The names by weight, the heaviest first, of equal ones by name. */
  public List<Weight> strongest(int most, long atMillis) {
    List<Weight> weights = new ArrayList<>();
    sums.keySet().forEach(name -> weights.add(new Weight(name, weight(name, atMillis))));
    weights.sort(Comparator.comparingDouble(Weight::weight).reversed().thenComparing(Weight::name));
    return List.copyOf(weights.subList(0, Math.min(most, weights.size())));
  }
}
