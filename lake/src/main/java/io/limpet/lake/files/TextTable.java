package io.limpet.lake.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table whose values can be had as texts, one row after the other. */
interface TextTable extends AutoCloseable {
  /** Names of the columns, in the order of the file. */
  List<String> columns();

  /**
   * Goes to the next row.
   *
   * @return false at the end
   */
  boolean next();

  /** What is wrong with the row as a whole, with the mend; null if nothing is. */
  @Nullable String fault();

  /** A value of the row it stands on, null if it is missing or empty. */
  @Nullable String get(int column);

  /** Where it stands, as {@link #rowName()} counts. */
  long row();

  /** What {@link #row()} counts: lines of a text file from 1, or rows. */
  String rowName();

  @Override
  void close();
}
