package io.limpet.trainer.cli;

import static io.limpet.trainer.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerCliTest {
  @TempDir static Path directory;
  private static Path good;

  @BeforeAll
  static void writeData() throws Exception {
    good = Outcome.goodFile(directory);
  }

  @Test
  void trainsAndRecommendsFromFiles() throws Exception {
    Path models = directory.resolve("models");
    Outcome trained = run("train", "--interactions", good.toString(), "--out", models.toString());

    assertThat(trained.code()).as(trained.err()).isZero();
    String last = List.of(trained.out().split("\n")).getLast();
    assertThat(last).startsWith("generation: g");
    String id = last.substring("generation: ".length());
    assertThat(new Registry(models).list()).containsExactly(id);

    Path histories =
        Files.writeString(
            directory.resolve("histories.csv"),
            """
            user_id,item_id,event,timestamp
            somebody new,item-1,view_item,1700000000
            somebody new,item-6,purchase,1700000100
            lost,never-seen,view_item,1700000000
            """);
    Path lists = directory.resolve("lists.csv");
    Outcome recommended =
        run(
            "recommend",
            "--generation",
            models.resolve(id).toString(),
            "--histories",
            histories.toString(),
            "--k",
            "5",
            "--out",
            lists.toString());

    assertThat(recommended.code()).as(recommended.err()).isZero();
    List<String> lines = Files.readAllLines(lists);
    assertThat(lines).hasSize(11).startsWith("user_id,rank,item_id,score");
    assertThat(lines.get(1)).startsWith("somebody new,1,item-");
    assertThat(lines.subList(1, 6)).noneMatch(line -> line.contains(",item-1,"));
    assertThat(lines.get(6)).startsWith("lost,1,item-");

    Files.writeString(
        histories, "bad,,view_item,1700000000\n", java.nio.file.StandardOpenOption.APPEND);
    String[] again = {
      "recommend",
      "--generation",
      models.resolve(id).toString(),
      "--histories",
      histories.toString(),
      "--k",
      "5",
      "--out",
      lists.toString(),
      "--max-bad-rows",
      "0"
    };
    assertThat(run(again))
        .satisfies(it -> assertThat(it.code()).isEqualTo(2))
        .satisfies(it -> assertThat(it.err()).contains("histories.csv, line 5: item_id is empty"));
    again[again.length - 1] = "1";
    assertThat(run(again))
        .satisfies(it -> assertThat(it.code()).as(it.err()).isZero())
        .satisfies(it -> assertThat(it.err()).contains("bad rows left out for their item_id: 1"));
    assertThat(Files.readAllLines(lists)).isEqualTo(lines);
    again[again.length - 1] = "-1";
    assertThat(run(again))
        .satisfies(it -> assertThat(it.code()).isEqualTo(2))
        .satisfies(it -> assertThat(it.err()).contains("--max-bad-rows is -1; give 0 or more"));
  }

  @Test
  void trainsNothingWhenNothingIsNew() {
    String models = directory.resolve("unchanged").toString();
    String[] train = {"train", "--interactions", good.toString(), "--out", models, "--model"};
    Outcome first = run(with(train, "pooled", "--force"));
    String id = first.out().strip().substring("generation: ".length());

    for (Outcome again :
        List.of(
            run(with(train, "pooled", "--warm-start")),
            run(with(train, "pooled", "--warm-start", id)),
            run(with(train, "pooled", "--if-new")))) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).isEqualTo("nothing new since " + id + "\n");
    }
    assertThat(run(with(train, "gru", "--warm-start")).err()).contains("type pooled");
    assertThat(new Registry(Path.of(models)).list()).containsExactly(id);
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void refusesAWarmStartFromNothing() {
    Outcome outcome =
        run(
            "train",
            "--warm-start",
            "--interactions",
            good.toString(),
            "--out",
            directory.resolve("never").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--warm-start finds no registry");
    assertThat(directory.resolve("never")).doesNotExist();
  }

  @Test
  void namesFileRowAndMendOfABadRow() throws Exception {
    Path bad =
        Files.writeString(
            directory.resolve("bad.csv"),
            "user_id,item_id,event,timestamp\nu,i,purchase,1700000000\nu,,purchase,1700000001\n");

    Outcome outcome =
        run("train", "--interactions", bad.toString(), "--out", directory.resolve("no").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("bad.csv, line 3: item_id is empty");
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "one user and one item, 'u,i,purchase,1700000000', in one item only",
    "equal times, 'u,i,purchase,1700000000;u,j,purchase,1700000000', no user has three",
  })
  void saysWhatIsMissingInTooLittleData(String what, String rows, String expected)
      throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("little.csv"),
            "user_id,item_id,event,timestamp\n" + rows.replace(';', '\n') + "\n");

    Outcome outcome =
        run(
            "train",
            "--interactions",
            file.toString(),
            "--out",
            directory.resolve("no").toString());

    assertThat(outcome.code()).as(what).isEqualTo(2);
    assertThat(outcome.err()).contains(expected);
  }

  @Test
  void refusesUnknownModelsProtocolsAndGenerations() {
    assertThat(run("evaluate", "--interactions", good.toString(), "--model", "magic"))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("magic", "item-knn"));
    assertThat(run("evaluate", "--interactions", good.toString(), "--protocol", "dice").code())
        .isEqualTo(2);
    assertThat(run("train", "--out", directory.toString()))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.err()).contains("--interactions", "--lake"));
    assertThat(
            run(
                "train",
                "--interactions",
                good.toString(),
                "--out",
                directory.toString(),
                "--model",
                "pooled",
                "--served-examples",
                directory.resolve("none").toString()))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(2))
        .satisfies(
            outcome ->
                assertThat(outcome.err())
                    .contains("--served-examples", "none", "data/lake/examples"));
    assertThat(
            run(
                    "recommend",
                    "--generation",
                    directory.resolve("none").toString(),
                    "--histories",
                    good.toString(),
                    "--out",
                    directory.resolve("x.csv").toString())
                .code())
        .isEqualTo(2);
  }
}
