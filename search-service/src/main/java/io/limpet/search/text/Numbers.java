package io.limpet.search.text;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Sees documents as the numbers of their items, segment by segment. */
abstract class Numbers extends SimpleCollector {
  /** The field that has the number of {@link io.limpet.search.state.ItemIds}. */
  static final String FIELD = "number";

  private @Nullable NumericDocValues numbers;

  @Override
  protected final void doSetNextReader(LeafReaderContext context) throws IOException {
    numbers = context.reader().getNumericDocValues(FIELD);
  }

  /** The item of a document behind those that were asked for before. */
  final int number(int document) throws IOException {
    NumericDocValues values = Objects.requireNonNull(numbers);
    values.advanceExact(document);
    return (int) values.longValue();
  }
}
