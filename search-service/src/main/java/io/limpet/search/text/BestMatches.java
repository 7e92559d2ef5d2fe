package io.limpet.search.text;

import io.limpet.search.text.TextIndex.Match;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.LongHeap;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the best matches. Once there are enough of them it tells the query what score is too low,
 * and the query passes over whole blocks of documents that cannot have more (Ding and Suel, "Faster
 * top-k document retrieval using block-max indexes", 2011).
 */
final class BestMatches extends Numbers {
  private final IntPredicate acceptable;
  private final int most;

  /** Score before number, of which the lowest is the best: the least is the first to go. */
  private final LongHeap best;

  private @Nullable Scorable scorer;

  private BestMatches(int most, IntPredicate acceptable) {
    this.acceptable = acceptable;
    this.most = most;
    this.best = new LongHeap(most);
  }

  /**
   * The best {@code most} acceptable items that a query finds, best first. Of those alike at the
   * end it is those that were indexed first.
   */
  static List<Match> of(Query query, IndexSearcher searcher, int most, IntPredicate acceptable)
      throws IOException {
    if (most == 0) {
      return List.of();
    }
    var best = new BestMatches(most, acceptable);
    searcher.search(query, best);
    return best.bestFirst();
  }

  @Override
  public void setScorer(Scorable of) throws IOException {
    scorer = of;
    tell(of);
  }

  @Override
  public void collect(int document) throws IOException {
    Scorable of = Objects.requireNonNull(scorer);
    float score = of.score();
    if (best.size() == most && score <= score(best.top())) {
      return;
    }
    int number = number(document);
    if (!acceptable.test(number)) {
      return;
    }
    if (best.size() < most) {
      best.push(match(score, number));
    } else {
      best.updateTop(match(score, number));
    }
    tell(of);
  }

  private void tell(Scorable of) throws IOException {
    if (best.size() == most) {
      of.setMinCompetitiveScore(Math.nextUp(score(best.top())));
    }
  }

  private static long match(float score, int number) {
    return (long) NumericUtils.floatToSortableInt(score) << Integer.SIZE
        | (Integer.MAX_VALUE - number);
  }

  private static float score(long match) {
    return NumericUtils.sortableIntToFloat((int) (match >> Integer.SIZE));
  }

  private static int number(long match) {
    return Integer.MAX_VALUE - (int) match;
  }

  private List<Match> bestFirst() {
    List<Match> matches = new ArrayList<>(best.size());
    while (best.size() > 0) {
      long least = best.pop();
      matches.add(new Match(number(least), score(least)));
    }
    return matches.reversed();
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.TOP_SCORES;
  }
}
