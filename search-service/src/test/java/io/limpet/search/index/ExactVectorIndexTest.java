package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;

class ExactVectorIndexTest extends VectorIndexContract {
  @Override
  protected VectorIndex open(Path folder, Generation generation, ItemIds ids) {
    var index = new ExactVectorIndex(generation.dimensions());
    for (int row = 0; row < generation.items().size(); row++) {
      index.add(ids.number(generation.items().id(row)), generation.items().vectors().row(row));
    }
    return index;
  }
}
