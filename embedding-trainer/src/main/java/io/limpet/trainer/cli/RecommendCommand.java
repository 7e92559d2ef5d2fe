package io.limpet.trainer.cli;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.Interaction;
import io.limpet.lake.files.InteractionFile;
import io.limpet.trainer.evaluate.TopK;
import io.limpet.trainer.model.GenerationRecommender;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.report.CsvLine;
import io.limpet.trainer.report.ReportFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code recommend}: lists for many users at once. */
@Command(
    name = "recommend",
    description = {
      "Recommends to the users or sessions of a file, whether a training knew them or not.",
      "Writes user_id,rank,item_id,score."
    },
    mixinStandardHelpOptions = true)
final class RecommendCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  @Option(
      names = "--generation",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the generation.")
  Path generation = Path.of("");

  @Option(
      names = "--histories",
      required = true,
      paramLabel = "FILE",
      description = "Interactions: user_id,item_id,event,timestamp[,...].")
  Path histories = Path.of("");

  @Option(names = "--k", defaultValue = "10", description = "Items a list (${DEFAULT-VALUE}).")
  int k;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV to write.")
  Path out = Path.of("");

  @Option(
      names = "--max-bad-rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Leaves out up to so many bad rows, and says which; one more ends the reading (${DEFAULT-VALUE}).")
  long maxBadRows;

  @Option(names = "--keep-seen", description = "Recommend what the history holds, too.")
  boolean keepSeen;

  @Override
  public Integer call() {
    if (k < 1 || k > 10_000) {
      throw new UsageException("--k is " + k + "; give 1 to 10000");
    }
    BadRows bad = DataOptions.badRows(maxBadRows);
    Generation opened = Registry.open(generation);
    Interactions rows = read(opened, bad);
    bad.summary().forEach(DataOptions.progress()::say);
    Recommender recommender = new GenerationRecommender(opened, rows);
    StringBuilder csv = new StringBuilder("user_id,rank,item_id,score\n");
    float[][] scores = new float[Math.min(BATCH, rows.users())][rows.items()];
    for (int from = 0; from < rows.users(); from += BATCH) {
      int to = Math.min(rows.users(), from + BATCH);
      List<History> batch = new ArrayList<>(to - from);
      IntStream.range(from, to)
          .forEach(user -> batch.add(new History(rows, rows.begin(user), rows.end(user))));
      recommender.score(batch, scores);
      for (int user = from; user < to; user++) {
        append(csv, rows, user, scores[user - from]);
      }
    }
    ReportFiles.writeWhole(out, csv.toString());
    return 0;
  }

  /** The histories; every item of the generation has a number, so that it can be recommended. */
  private Interactions read(Generation opened, BadRows bad) {
    List<String> ids =
        IntStream.range(0, opened.items().size()).mapToObj(opened.items()::id).toList();
    InteractionsBuilder builder = new InteractionsBuilder().withItems(ids);
    try (InteractionFile file = InteractionFile.open(histories, bad)) {
      while (file.hasNext()) {
        Interaction row = file.next();
        builder.add(row.userId(), row.itemId(), row.type(), row.timestampMillis());
      }
    }
    return builder.build();
  }

  private void append(StringBuilder csv, Interactions rows, int user, float[] scores) {
    if (!keepSeen) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        scores[rows.item(row)] = Recommender.UNKNOWN;
      }
    }
    int[] best = TopK.of(scores, k);
    for (int rank = 0; rank < best.length; rank++) {
      CsvLine.append(
          csv,
          rows.userIds().get(user),
          rank + 1,
          rows.itemIds().get(best[rank]),
          scores[best[rank]]);
    }
  }
}
