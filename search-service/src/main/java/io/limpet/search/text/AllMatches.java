package io.limpet.search.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;

/** Gathers the items of every match, whose scores nobody works out. */
final class AllMatches extends Numbers {
  private final IntPredicate acceptable;
  private int[] found = new int[64];
  private int size;

  private AllMatches(IntPredicate acceptable) {
    this.acceptable = acceptable;
  }

  /** The numbers of all acceptable items that a query finds, in no order. */
  static int[] of(Query query, IndexSearcher searcher, IntPredicate acceptable) throws IOException {
    var all = new AllMatches(acceptable);
    searcher.search(query, all);
    return Arrays.copyOf(all.found, all.size);
  }

  @Override
  public void collect(int document) throws IOException {
    int number = number(document);
    if (acceptable.test(number)) {
      if (size == found.length) {
        found = Arrays.copyOf(found, 2 * size);
      }
      found[size++] = number;
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
