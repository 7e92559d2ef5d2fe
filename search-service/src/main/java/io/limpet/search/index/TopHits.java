package io.limpet.search.index;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.LongHeap;
import org.apache.lucene.util.NumericUtils;

/**
 * Keeps the best so many of the hits that are offered. A hit is one long whose order is that of
 * hits: the score above, the complement of the item below, so that of equal scores the lower number
 * is better. A heap of objects took most of the time of a search. Not thread-safe.
 */
public final class TopHits {
  private final LongHeap worstFirst;
  private final int k;

  /**
   * @param k how many are kept, 1 or more
   */
  public TopHits(int k) {
    this.worstFirst = new LongHeap(k);
    this.k = k;
  }

  /** Keeps a hit if it is among the best so far. */
  public void offer(int item, float score) {
    long order = NumericUtils.floatToSortableInt(score);
    worstFirst.insertWithOverflow(order << 32 | ~item & 0xFFFF_FFFFL);
  }

  /** No hit with a lower score would be kept; the lowest number there is while some are wanted. */
  public float least() {
    return worstFirst.size() < k
        ? Float.NEGATIVE_INFINITY
        : NumericUtils.sortableIntToFloat((int) (worstFirst.top() >> 32));
  }

  /** What was kept; takes it out. */
  public List<Hit> bestFirst() {
    Hit[] hits = new Hit[worstFirst.size()];
    for (int i = hits.length - 1; i >= 0; i--) {
      long hit = worstFirst.pop();
      hits[i] = new Hit(~(int) hit, NumericUtils.sortableIntToFloat((int) (hit >> 32)));
    }
    return Arrays.asList(hits);
  }
}
