package io.limpet.search.index;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best so many of the hits that are offered. */
final class TopHits {
  private final int k;
  private final PriorityQueue<Hit> worstFirst;

  TopHits(int k) {
    this.k = k;
    this.worstFirst = new PriorityQueue<>(Math.min(k, 1_024) + 1, Hit.BEST_FIRST.reversed());
  }

  void offer(int item, float score) {
    if (worstFirst.size() < k) {
      worstFirst.add(new Hit(item, score));
    } else if (score >= worstFirst.element().score()) {
      worstFirst.add(new Hit(item, score));
      worstFirst.remove();
    }
  }

  List<Hit> bestFirst() {
    List<Hit> hits = new ArrayList<>(worstFirst);
    hits.sort(Hit.BEST_FIRST);
    return hits;
  }
}
