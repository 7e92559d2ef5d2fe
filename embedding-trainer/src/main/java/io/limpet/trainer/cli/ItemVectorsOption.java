package io.limpet.trainer.cli;

import io.limpet.lake.files.BadRows;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.SuppliedVectors;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Vectors of items that the shop brings along beside the catalogue. */
final class ItemVectorsOption {
  @Option(
      names = "--item-vectors",
      paramLabel = "FILE",
      description =
          "JSONL: item_id and vector, of pictures for one, all of one length; gzip is understood. Models that learn from texts learn from them, too.")
  @Nullable Path file;

  /** Refuses a file that none of these models looks at. */
  void check(Collection<? extends Model> models) {
    if (file != null && models.stream().noneMatch(Model::needsContent)) {
      throw new UsageException(
          "--item-vectors is for models that learn from what items say, and %s is none; give --model hybrid or content, for two"
              .formatted(String.join(", ", models.stream().map(Model::name).toList())));
    }
  }

  /** The data with the vectors of the file, if one was given. */
  DataSet addTo(DataSet data, long maxBadRows, Progress progress) {
    if (file == null) {
      return data;
    }
    Interactions rows = data.interactions();
    BadRows bad = DataOptions.badRows(maxBadRows);
    SuppliedVectors read = SuppliedVectors.read(file, rows.itemIds(), bad);
    bad.summary().forEach(progress::say);
    if (read.known() == 0) {
      throw new UsageException(
          file.getFileName()
              + " has no item of the interactions or the catalogue; give the same item_id in both");
    }
    progress.say("vectors of %,d of %,d items".formatted(read.known(), rows.items()));
    return data.with(read);
  }
}
