package io.limpet.trainer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Registry;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input ends with code 2 and one line, and nothing is written. */
class BadInputTest {
  private static final String HEADER = "user_id,item_id,event,timestamp\n";

  @TempDir Path directory;

  /** A file, its content and what must be said of it. */
  private record Bad(String file, byte[] content, String expected) {
    @Override
    public String toString() {
      return expected;
    }
  }

  static List<Bad> badFiles() throws Exception {
    StringBuilder oneItem = new StringBuilder(HEADER);
    StringBuilder oneEach = new StringBuilder(HEADER);
    for (int i = 0; i < 200; i++) {
      oneItem.append("u%d,i,view,%d\n".formatted(i % 20, 1_700_000_000 + 3600 * i));
      oneEach.append("u%d,i%d,view,%d\n".formatted(i, i % 7, 1_700_000_000 + 3600 * i));
    }
    byte[] gzip = gzip(lines(rows(time -> time)));
    return List.of(
        bad("empty.csv", "", "empty.csv: is empty; the first line must name the columns"),
        bad("header.csv", HEADER, "header.csv holds no interactions that can be used; give some"),
        bad(
            "item.csv",
            oneItem.toString(),
            "item.csv holds events of interest, view_item or purchase for one, in one item only"),
        bad("once.csv", oneEach.toString(), "once.csv: no user has three interactions"),
        bad("no.csv", oneEach.toString().replace("view", "refund"), "no.csv holds events of int"),
        bad(
            "few.csv",
            HEADER + "u,i,view,1\nu,j,view,2\n",
            "few.csv: no user has three interactions"),
        bad("colour.csv", "user_id,colour,item_id,event,timestamp\n", "column \"colour\" is not"),
        bad("semi.csv", "user_id;item_id;event;timestamp\n", "are set apart by \";\"; save the"),
        bad("tab.csv", "user_id\titem_id\tevent\ttimestamp\n", "are set apart by tabs; save the"),
        bad("later.csv", HEADER + "u,i,view,1\nu;i;view;2\n", "later.csv, line 3: has 1 fields"),
        new Bad("cut.csv.gz", Arrays.copyOf(gzip, gzip.length / 2), "in the middle of its gzip"),
        bad("plain.csv.gz", HEADER, "plain.csv.gz: is named .gz but is not gzip; rename it"));
  }

  private static Bad bad(String file, String content, String expected) {
    return new Bad(file, content.getBytes(UTF_8), expected);
  }

  private static byte[] gzip(String text) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Rows of a good file, user by user, with these times. */
  private static List<String> rows(LongUnaryOperator times) {
    Interactions rows = Clusters.interactions(60, 8, 3);
    List<String> lines = new ArrayList<>();
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        String item = rows.itemIds().get(rows.item(row));
        lines.add("u%d,%s,view,%d".formatted(user, item, times.applyAsLong(rows.millis(row))));
      }
    }
    return lines;
  }

  private static String lines(List<String> rows) {
    return HEADER + String.join("\n", rows) + "\n";
  }

  private Outcome train(Path file, Path out, String... more) {
    List<String> all = new ArrayList<>();
    Collections.addAll(all, "train", "--interactions", file.toString(), "--out", out.toString());
    Collections.addAll(all, more);
    all.add("--force");
    if (!all.contains("--model")) {
      Collections.addAll(all, "--model", "pooled");
    }
    return Outcome.run(all.toArray(String[]::new));
  }

  private Path file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content);
  }

  private static String complaint(Outcome outcome) {
    List<String> lines = outcome.err().lines().filter(line -> line.startsWith("limpet: ")).toList();
    assertThat(lines).as(outcome.err()).hasSize(1);
    assertThat(outcome.err().strip()).endsWith(lines.getFirst());
    return lines.getFirst();
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void namesTheFileAndTheMendInOneLineAndWritesNothing(Bad bad) throws Exception {
    Path file = Files.write(directory.resolve(bad.file()), bad.content());
    Path out = directory.resolve("models");

    Outcome outcome = train(file, out);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(complaint(outcome)).contains(bad.expected()).contains(bad.file());
    assertThat(out).doesNotExist();
  }

  @Test
  void rowsMayComeInAnyOrder() throws Exception {
    List<String> rows = rows(time -> time);
    Path sorted = directory.resolve("sorted");
    Path unsorted = directory.resolve("unsorted");
    Outcome first = train(file("sorted.csv", lines(rows)), sorted);
    // Users are numbered as they come, so only the order within them is changed.
    List<String> shuffled = new ArrayList<>();
    for (int user = 0; user < 60; user++) {
      List<String> own = new ArrayList<>(rows.subList(8 * user, 8 * user + 8));
      Collections.reverse(own);
      shuffled.addAll(own);
    }
    Outcome second = train(file("unsorted.csv", lines(shuffled)), unsorted);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(figures(second)).isEqualTo(figures(first));
    Collections.shuffle(shuffled, new Random(1));
    assertThat(train(file("any.csv", lines(shuffled)), directory.resolve("any")).code()).isZero();
  }

  private static List<String> figures(Outcome outcome) {
    return outcome.err().lines().filter(line -> line.contains("item-knn")).toList();
  }

  @Test
  void timesMayBeEqual() throws Exception {
    Outcome outcome =
        train(file("equal.csv", lines(rows(time -> Clusters.BEGIN))), directory.resolve("equal"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("leave-one-out");
  }

  @Test
  void leavesOutBadRowsWhenToldToAndSaysWhich() throws Exception {
    List<String> rows = rows(time -> time);
    rows.add(5, "u0,,view,1700000000");
    rows.add(9, "u0,item-1,adored,1700000000");
    Path file = file("mixed.csv", lines(rows));

    assertThat(complaint(train(file, directory.resolve("no"))))
        .contains("mixed.csv, line 7: item_id is empty");
    assertThat(complaint(train(file, directory.resolve("no"), "--max-bad-rows", "1")))
        .contains("mixed.csv, line 11: event \"adored\"", "bad rows left out before it: 1");
    Outcome outcome = train(file, directory.resolve("yes"), "--max-bad-rows", "2");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("bad rows left out for their item_id: 1; the first: mixed.csv, line 7")
        .contains("bad rows left out for their event: 1; the first: mixed.csv, line 11")
        .contains("480 interactions of 60 users");
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @Test
  void refusesSettingsThatCannotBe() throws Exception {
    Path data = file("good.csv", lines(rows(time -> time)));
    for (String[] each :
        new String[][] {
          {"{\"width\": 12}", "width is 12, not a multiple of 8"},
          {"{\"widht\": 64}", "there is no setting [widht]; the names are [cell, width"},
          {"{\"learning_rate\": \"fast\"}", "learning_rate is \"fast\"; give a number"},
          {"[1]", "is no JSON object"},
          {"{\"width\": 64,\n", "settings.json, line 2: is not JSON"},
        }) {
      Path settings = file("settings.json", each[0]);
      Outcome outcome =
          train(data, directory.resolve("no"), "--model", "ema", "--settings", "" + settings);

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
      assertThat(complaint(outcome)).contains("settings.json").contains(each[1]);
    }
    Path settings = file("settings.json", "{}");
    assertThat(complaint(train(data, directory.resolve("no"), "--settings", "" + settings)))
        .contains("--settings are those of a sequence encoder, which pooled has not");
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @Test
  void trainsWithSettingsAndResumesWhereNothingIs() throws Exception {
    Path data = file("good.csv", lines(rows(time -> time)));
    Path settings = file("settings.json", "{\"width\": 8, \"epochs\": 2, \"negatives\": 20}");
    Path models = directory.resolve("models");

    Outcome outcome =
        train(data, models, "--model", "gru", "--settings", "" + settings, "--resume");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("no checkpoint in", "starting from the beginning");
    assertThat(new Registry(models).list()).hasSize(1);
    String id = new Registry(models).list().getFirst();
    assertThat(new Registry(models).manifest(id))
        .satisfies(it -> assertThat(it.encoder()).isEqualTo("gru"))
        .satisfies(it -> assertThat(it.dimensions()).isEqualTo(8))
        .satisfies(it -> assertThat(it.parameters()).containsEntry("negatives", "20"));
  }

  @Test
  void aForecastNeedsWeeksOfPurchases() throws Exception {
    Path file = Files.writeString(directory.resolve("views.csv"), HEADER + "u,i,view,1700000000\n");
    Path out = directory.resolve("forecasts");

    Outcome outcome =
        Outcome.run("forecast", "--interactions", file.toString(), "--out", out.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("views.csv holds purchases of 0 whole weeks; 4 are needed for a forecast");
    assertThat(out).doesNotExist();
  }
}
