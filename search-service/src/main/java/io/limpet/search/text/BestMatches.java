package io.limpet.search.text;

import io.limpet.search.index.TopHits;
import io.limpet.search.text.TextIndex.Match;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the best matches. Once there are enough of them it tells the query what score is too low,
 * and the query passes over whole blocks of documents that cannot have more (Ding and Suel, "Faster
 * top-k document retrieval using block-max indexes", 2011).
 */
final class BestMatches extends Numbers {
  private final IntPredicate acceptable;
  private final TopHits best;
  private @Nullable Scorable scorer;

  private BestMatches(int most, IntPredicate acceptable) {
    this.acceptable = acceptable;
    this.best = new TopHits(most);
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
    var matches = new BestMatches(most, acceptable);
    searcher.search(query, matches);
    return matches.best.bestFirst().stream()
        .map(hit -> new Match(hit.item(), hit.score()))
        .toList();
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
    if (score > best.least()) {
      int number = number(document);
      if (acceptable.test(number)) {
        best.offer(number, score);
        tell(of);
      }
    }
  }

  private void tell(Scorable of) throws IOException {
    if (best.least() > Float.NEGATIVE_INFINITY) {
      of.setMinCompetitiveScore(Math.nextUp(best.least()));
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.TOP_SCORES;
  }
}
