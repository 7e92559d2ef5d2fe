package io.limpet.trainer.gate;

import io.limpet.core.item.Item;
import io.limpet.trainer.evaluate.Bootstrap;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.evaluate.Neighbours;
import io.limpet.trainer.model.ItemVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What must hold of item vectors whatever the data: every number finite, lengths within bounds, and
 * neighbours that share a category more often than chance has it. Same vectors, same checks.
 */
public final class Sanity {
  /** A vector so many times longer than the median would be first in every list. */
  static final double LONGEST = 100;

  /** Shorter at the median, and all scores are as good as 0. */
  static final double SHORTEST = 1e-6;

  /** With fewer items in categories, chance alone decides. */
  static final int FEWEST = 100;

  private static final int SAMPLE = 500;
  private static final int NEIGHBOURS = 10;
  private static final long SEED = 17;

  private Sanity() {}

  /**
   * Looks at the vectors.
   *
   * @param catalogue items by number
   */
  public static List<Check> of(ItemVectors vectors, List<Item> catalogue) {
    Check finite = finite(vectors);
    if (!finite.passed()) {
      return List.of(finite);
    }
    return List.of(finite, lengths(vectors), neighbours(vectors, catalogue));
  }

  private static Check finite(ItemVectors vectors) {
    int bad = 0;
    for (float number : vectors.rows()) {
      bad += Float.isFinite(number) ? 0 : 1;
    }
    return bad == 0
        ? new Check(
            true, "all %,d numbers of the vectors are finite".formatted(vectors.rows().length))
        : new Check(
            false,
            "%,d of %,d numbers of the vectors are not finite"
                .formatted(bad, vectors.rows().length));
  }

  private static Check lengths(ItemVectors vectors) {
    double[] lengths = new double[vectors.size()];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = Math.sqrt(vectors.dot(row, row));
    }
    Arrays.sort(lengths);
    double median = lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    double longest = lengths.length == 0 ? 0 : lengths[lengths.length - 1];
    boolean passed = median >= SHORTEST && longest <= LONGEST * median;
    return new Check(
        passed,
        String.format(
            Locale.ROOT,
            "vectors are %.3g long at the median, %.3g at most%s",
            median,
            longest,
            passed
                ? ""
                : "; the median has to be %s or more, the longest at most %.0f times it"
                    .formatted(SHORTEST, LONGEST)));
  }

  private static Check neighbours(ItemVectors vectors, List<Item> catalogue) {
    Map<Integer, Set<String>> telling = telling(vectors, catalogue);
    if (telling.size() < FEWEST) {
      return new Check(
          true,
          "%d items have categories that tell them apart, too few to judge neighbours by"
              .formatted(telling.size()));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    Neighbours neighbours = new Neighbours(vectors, SEED);
    List<Integer> rows = telling.keySet().stream().sorted().toList();
    int[] asked = Neighbours.sample(rows.size(), SAMPLE, random);
    double[] shared = new double[asked.length];
    double[] byChance = new double[asked.length];
    double[] more = new double[asked.length];
    for (int i = 0; i < asked.length; i++) {
      int row = rows.get(asked[i]);
      Set<String> own = telling.getOrDefault(row, Set.of());
      for (int other : neighbours.of(row, NEIGHBOURS)) {
        shared[i] += shares(own, telling.getOrDefault(other, Set.of())) / NEIGHBOURS;
      }
      for (int draw = 0; draw < NEIGHBOURS; draw++) {
        // Any item but itself, the last standing in for the first.
        int other = random.nextInt(vectors.size() - 1);
        Set<String> its = telling.getOrDefault(other == row ? vectors.size() - 1 : other, Set.of());
        byChance[i] += shares(own, its) / NEIGHBOURS;
      }
      more[i] = shared[i] - byChance[i];
    }
    Interval interval = Bootstrap.mean(more);
    return new Check(
        interval.isAbove(0),
        String.format(
            Locale.ROOT,
            "of an item's %d nearest %.1f %% share a category with it, of others %.1f %%, difference %s",
            NEIGHBOURS,
            100 * Arrays.stream(shared).average().orElse(0),
            100 * Arrays.stream(byChance).average().orElse(0),
            interval.signed()));
  }

  private static double shares(Set<String> own, Set<String> other) {
    return own.stream().anyMatch(other::contains) ? 1 : 0;
  }

  /**
   * By row, the categories that fewer than half of the items have; rows without any are left out.
   */
  private static Map<Integer, Set<String>> telling(ItemVectors vectors, List<Item> catalogue) {
    Map<String, Integer> counts = new HashMap<>();
    List<Set<String>> all = new ArrayList<>();
    for (int item : vectors.items()) {
      Set<String> categories = Set.copyOf(catalogue.get(item).categories());
      all.add(categories);
      categories.forEach(category -> counts.merge(category, 1, Integer::sum));
    }
    Map<Integer, Set<String>> telling = new HashMap<>();
    for (int row = 0; row < all.size(); row++) {
      Set<String> own =
          all.get(row).stream()
              .filter(category -> counts.getOrDefault(category, 0) * 2 < vectors.size())
              .collect(Collectors.toSet());
      if (!own.isEmpty()) {
        telling.put(row, own);
      }
    }
    return telling;
  }
}
