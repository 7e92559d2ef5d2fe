package io.limpet.standalone.importing;

import io.limpet.lake.files.BadInputException;
import io.limpet.lake.files.EventBatches;
import io.limpet.lake.files.ItemFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one import.
 *
 * @param interactions CSV or Parquet; null when there is none
 * @param items JSONL; null when there is none
 */
public record ImportFiles(@Nullable Path interactions, @Nullable Path items) {

  /** How much there is in the files. */
  public record Counts(long events, long items) {}

  /**
   * Reads all of both files.
   *
   * @throws BadInputException at the first row that cannot be imported
   */
  public Counts validate() {
    long events = 0;
    long count = 0;
    if (interactions != null) {
      try (EventBatches batches = EventBatches.open(interactions)) {
        for (; batches.hasNext(); events++) {
          batches.next();
        }
      }
    }
    if (items != null) {
      try (ItemFile file = ItemFile.open(items)) {
        for (; file.hasNext(); count++) {
          file.next();
        }
      }
    }
    return new Counts(events, count);
  }
}
