package io.limpet.trainer.cli;

import io.limpet.trainer.progress.ConsoleProgress;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data is. */
final class DataOptions {
  @Option(
      names = "--interactions",
      paramLabel = "FILE",
      description = "CSV or Parquet: user_id,item_id,event,timestamp[,...]; gzip is understood.")
  @Nullable Path interactions;

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description = "JSONL: item_id, title, categories, price ...; gzip is understood.")
  @Nullable Path items;

  @Option(names = "--lake", paramLabel = "DIR", description = "An event lake instead of a file.")
  @Nullable Path lake;

  @Option(
      names = "--with-synthetic",
      description = "Learn from events of a lake that a program caused, too.")
  boolean withSynthetic;

  DataSet read(Progress progress) {
    if ((interactions == null) == (lake == null)) {
      throw new UsageException("give either --interactions FILE or --lake DIR");
    }
    DataSet data;
    try (Progress.Step step = progress.begin("Reading", 1)) {
      data =
          lake != null
              ? DataSet.ofLake(lake, items, withSynthetic)
              : DataSet.ofFiles(java.util.Objects.requireNonNull(interactions), items);
      step.to(1);
    }
    if (data.interactions().size() == 0) {
      throw new UsageException(
          (lake != null ? lake : interactions) + " holds no interactions; import some first");
    }
    progress.say(
        "%,d interactions of %,d users with %,d items%s"
            .formatted(
                data.interactions().size(),
                data.interactions().users(),
                data.interactions().items(),
                data.leftOut() == 0
                    ? ""
                    : ", %,d synthetic ones left out".formatted(data.leftOut())));
    return data;
  }

  static Progress progress() {
    return new ConsoleProgress(System.err, System.console() != null);
  }
}
