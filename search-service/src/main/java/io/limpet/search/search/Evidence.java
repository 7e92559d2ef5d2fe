package io.limpet.search.search;

import io.limpet.search.text.TextIndex.Match;
import io.limpet.search.text.TextVectors.Nearness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What spoke for the items of a search, for who asks why. It is told only then, so it keeps what
 * the search had in its hands and works nothing out before.
 */
public final class Evidence {
  private final List<Match> bestFirst;
  private final @Nullable Nearness nearness;
  private final Map<Integer, Double> fused;
  private final double taste;

  /**
   * @param fused scores by words and meaning
   * @param taste how much liking may add to such a score
   */
  Evidence(
      List<Match> bestFirst,
      @Nullable Nearness nearness,
      Map<Integer, Double> fused,
      double taste) {
    this.bestFirst = bestFirst;
    this.nearness = nearness;
    this.fused = fused;
    this.taste = taste;
  }

  /**
   * Of an item of this number in the catalogue.
   *
   * @param match its score before rules
   * @return {@code words} and {@code meaning} from 0 to 1, the best being 1, and {@code taste}: how
   *     much of their liking the visitor has for it; what is not known or was not asked is left out
   */
  public Map<String, Double> of(int number, double match) {
    Map<String, Double> parts = new LinkedHashMap<>();
    double best = bestFirst.isEmpty() ? 1 : Math.max(bestFirst.getFirst().score(), 1e-9);
    bestFirst.stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .ifPresent(one -> parts.put("words", one.score() / best));
    if (nearness != null) {
      parts.put("meaning", (double) nearness.of(number));
    }
    Double without = fused.get(number);
    if (without != null && without > 0) {
      parts.put("taste", Math.max(0, (match / without - 1) / taste));
    }
    return parts;
  }
}
