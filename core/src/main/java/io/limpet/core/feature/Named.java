package io.limpet.core.feature;

import java.util.ArrayList;
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
    Map<String, Series> next = new HashMap<>(sums);
    next.put(name, DECAY.with(sums.getOrDefault(name, Series.empty()), 0, weight, millis));
    if (next.size() > kept) {
      next.keySet().remove(weakest(next, millis));
    }
    return new Named(next);
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
    while (next.size() > kept) {
      next.keySet().remove(weakest(next, millis));
    }
    return new Named(next);
  }

  private static String weakest(Map<String, Series> of, long millis) {
    return of.entrySet().stream()
        .min(
            Comparator.<Map.Entry<String, Series>>comparingDouble(
                    entry -> Math.abs(DECAY.at(entry.getValue(), 0, millis)))
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
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
