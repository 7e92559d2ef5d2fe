package io.limpet.trainer.cli;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What a command printed, and its exit code. */
record Outcome(int code, String out, String err) {

  /** Runs a command in this JVM. */
  static Outcome run(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var caughtOut = new ByteArrayOutputStream();
    var caughtErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(caughtOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(caughtErr, true, StandardCharsets.UTF_8));
      int code = TrainerCli.run(args);
      return new Outcome(
          code,
          caughtOut.toString(StandardCharsets.UTF_8),
          caughtErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Writes interactions of {@link Clusters}, from which any command can learn. */
  static Path goodFile(Path directory) throws IOException {
    Interactions rows = Clusters.interactions(120, 10, 3);
    StringBuilder csv = new StringBuilder("user_id,item_id,event,timestamp\n");
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        csv.append(rows.userIds().get(user)).append(',');
        csv.append(rows.itemIds().get(rows.item(row))).append(",purchase,");
        csv.append(Instant.ofEpochMilli(rows.millis(row))).append('\n');
      }
    }
    return Files.writeString(directory.resolve("good.csv"), csv);
  }
}
