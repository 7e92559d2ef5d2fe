package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.ExampleParquet;
import io.limpet.lake.row.ExampleRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffPolicyCommandTest {
  private static final int ANSWERS = 2_000;

  @TempDir Path folder;

  private void write(double share) throws IOException {
    Path day = folder.resolve("lake/examples/day=2026-01-31");
    Files.createDirectories(day);
    var random = new SplittableRandom(7);
    try (OutputStream out = Files.newOutputStream(day.resolve("part-1.parquet"))) {
      ParquetWriter<ExampleRow> rows = ExampleParquet.writer(out);
      for (int a = 0; a < ANSWERS; a++) {
        int given = random.nextDouble() < share ? 1 + random.nextInt(2) : -1;
        for (int p = 0; p < 3; p++) {
          boolean explored = p == given;
          double open = p == 0 || share == 0 ? 1 : 1 - share / 2;
          boolean clicked = random.nextDouble() < (explored ? 0.6 : 0.2);
          rows.write(row("r" + a, p, explored ? share / 2 : open, clicked));
        }
      }
      rows.finish();
    }
  }

  private static ExampleRow row(String answer, int position, double propensity, boolean clicked) {
    return new ExampleRow(
        answer,
        "i" + position,
        1,
        "v" + answer,
        "home",
        "s1",
        "g1",
        1_769_860_800_000L,
        position,
        "popular",
        1,
        propensity,
        true,
        null,
        clicked ? 5L : null,
        null,
        null,
        null,
        false,
        new float[0]);
  }

  private CommandRun run(String... more) {
    String[] arguments = new String[more.length + 5];
    arguments[0] = "off-policy";
    arguments[1] = "--data";
    arguments[2] = folder.toString();
    arguments[3] = "--surface";
    arguments[4] = "home";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void tellsWhatMoreExplorationWouldHaveEarned() throws IOException {
    write(0.4);

    CommandRun more = run("--share", "0.8", "--from", "2");

    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(more.out()).contains("2000 answers of home, 4000 places open to chance");
    // Two places, one of them explored with 0.8: 0.2 + 0.4 x 0.4.
    assertThat(value(more.out(), "as it was")).isBetween(0.26, 0.30);
    for (String estimate : new String[] {"ips", "snips", "doubly robust"}) {
      assertThat(value(more.out(), estimate)).isBetween(0.33, 0.39);
    }
  }

  private static double value(String out, String line) {
    return out.lines()
        .filter(one -> one.startsWith(line + " "))
        .map(one -> one.substring(line.length()).strip().split(" +")[0])
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesWhatTheLogDoesNotTell() throws IOException {
    assertThat(run("--share", "0.5").err()).contains("has no answers of surface home");
    write(0);
    CommandRun nothing = run("--share", "0.5");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("nothing was left to chance in 2000 answers");
    assertThat(run("--share", "1.5").err()).contains("share is 1.5; give 0 to 1");
    assertThat(run("--share", "0.5", "--since", "2999-01-01").err()).contains("has no answers");
  }
}
