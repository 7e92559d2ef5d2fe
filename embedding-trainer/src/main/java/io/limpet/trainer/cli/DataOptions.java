package io.limpet.trainer.cli;

import io.limpet.lake.files.BadRows;
import io.limpet.trainer.progress.ConsoleProgress;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
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
      names = "--received-before",
      paramLabel = "TIME",
      description =
          "Of a lake only the events that arrived before this time, 2026-11-24T03:00:00Z for one:"
              + " so --resume finds the same data in a lake that has grown.")
  @Nullable String receivedBefore;

  @Option(
      names = "--with-synthetic",
      description = "Learn from events of a lake that a program caused, too.")
  boolean withSynthetic;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Leaves out up to so many bad rows of each file, and says which; one more ends the"
              + " reading (${DEFAULT-VALUE}).")
  long maxBadRows;

  DataSet read(Progress progress) {
    BadRows badInteractions = badRows(maxBadRows);
    BadRows badItems = badRows(maxBadRows);
    requireOneSource();
    DataSet data;
    try (Progress.Step step = progress.begin("Reading", 1)) {
      data =
          lake != null
              ? DataSet.ofLake(lake, items, withSynthetic, receivedBefore())
              : DataSet.ofFiles(
                  Objects.requireNonNull(interactions), badInteractions, items, badItems);
      step.to(1);
    }
    badInteractions.summary().forEach(progress::say);
    badItems.summary().forEach(progress::say);
    if (data.interactions().size() == 0) {
      throw new UsageException(
          source()
              + (lake != null
                  ? " holds no interactions; import some first"
                  : " holds no interactions that can be used; give some below the header"));
    }
    requireChoice(data.interactions());
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

  /** Refuses two sources, and none. */
  void requireOneSource() {
    if ((interactions == null) == (lake == null)) {
      throw new UsageException("give either --interactions FILE or --lake DIR");
    }
    if (receivedBefore != null && lake == null) {
      throw new UsageException("--received-before is of a --lake; leave it out");
    }
  }

  /** Takes what {@code --max-bad-rows} says. */
  static BadRows badRows(long most) {
    if (most < 0) {
      throw new UsageException("--max-bad-rows is " + most + "; give 0 or more");
    }
    return BadRows.upTo(most);
  }

  /** What {@code --received-before} says, epoch milliseconds. */
  long receivedBefore() {
    if (receivedBefore == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Instant.parse(receivedBefore).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--received-before is \"%s\"; give a time like 2026-11-24T03:00:00Z"
              .formatted(receivedBefore));
    }
  }

  private void requireChoice(Interactions rows) {
    int wanted = rows.wanted().length;
    if (wanted < 2) {
      throw new UsageException(
          "%s holds events of interest, view_item or purchase for one, in %s; give several, or there is nothing to choose between"
              .formatted(source().getFileName(), wanted == 0 ? "no item" : "one item only"));
    }
  }

  /** Where the interactions come from, for messages. */
  Path source() {
    return Objects.requireNonNull(lake != null ? lake : interactions, "read first");
  }

  static Progress progress() {
    return new ConsoleProgress(System.err, System.console() != null);
  }
}
