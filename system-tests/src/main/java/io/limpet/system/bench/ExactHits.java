package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.ExactVectorIndex;
import io.limpet.search.index.Hit;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an index should find: its slow twin, told of the same changes. */
final class ExactHits {
  /** Comparing all takes long: so many of the queries judge. */
  private static final int JUDGED = 50;

  private final ExactVectorIndex exact;

  ExactHits(Generation generation, ItemIds ids) {
    this.exact = new ExactVectorIndex(generation.dimensions());
    for (int row = 0; row < generation.items().size(); row++) {
      exact.add(ids.number(generation.items().id(row)), generation.items().vectors().row(row));
    }
  }

  /** To be told of changes. */
  VectorIndex index() {
    return exact;
  }

  /** The share of the best {@code k} acceptable ones that an index finds. */
  double recall(VectorIndex index, float[][] queries, int k, Acceptable acceptable) {
    int found = 0;
    int wanted = 0;
    for (int i = 0; i < JUDGED; i++) {
      List<Hit> best = exact.search(queries[i], k, acceptable);
      Set<Integer> hits = new HashSet<>();
      index.search(queries[i], k, acceptable).forEach(hit -> hits.add(hit.item()));
      wanted += best.size();
      found += (int) best.stream().filter(hit -> hits.contains(hit.item())).count();
    }
    return (double) found / wanted;
  }
}
