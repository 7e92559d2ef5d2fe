package io.limpet.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Registry;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.read.Interactions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
  @TempDir Path directory;
  private String data = "";

  @BeforeEach
  void writeData() throws Exception {
    Interactions rows = Clusters.interactions(60, 8, 3);
    StringBuilder csv = new StringBuilder("user_id,item_id,event,timestamp\n");
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        String item = rows.itemIds().get(rows.item(row));
        csv.append("u%d,%s,view,%d\n".formatted(user, item, rows.millis(row)));
      }
    }
    data = Files.writeString(directory.resolve("data.csv"), csv).toString();
  }

  private Outcome tune(String ranges, String... more) throws Exception {
    Path file = Files.writeString(directory.resolve("ranges.json"), ranges);
    List<String> all = new ArrayList<>(List.of("tune", "--interactions", data));
    Collections.addAll(all, "--ranges", file.toString(), "--out", out().toString());
    Collections.addAll(all, more);
    return Outcome.run(all.toArray(String[]::new));
  }

  private Path out() {
    return directory.resolve("tune");
  }

  private static final String RANGES =
      "{\"width\": [8, 16], \"learning_rate\": {\"low\": 0.001, \"high\": 0.01, \"log\": true}}";

  @Test
  void findsSettingsThatTrainTakes() throws Exception {
    Outcome outcome = tune(RANGES, "--trials", "3", "--epochs", "3");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("epochs  trial  ndcg@10", "<- best", "tune.html", "settings.json");
    assertThat(out().resolve("settings.json")).content().contains("\"epochs\" : 3");
    assertThat(outcome.err()).doesNotContain("test:");
    String html = Files.readString(out().resolve("tune.html"));
    assertThat(html)
        .contains("What mattered", "learning_rate", "All trials", "<circle")
        .doesNotContain("http:", "https:", "<script", "<link", "<img", "@import", "url(", "NaN");
    assertThat(html.split("<svg", -1).length).isEqualTo(html.split("</svg>", -1).length);

    Path models = directory.resolve("models");
    Outcome trained =
        Outcome.run(
            "train",
            "--interactions",
            data,
            "--out",
            models.toString(),
            "--model",
            "ema",
            "--force",
            "--settings",
            out().resolve("settings.json").toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    Registry registry = new Registry(models);
    assertThat(registry.manifest(registry.list().getFirst()).parameters())
        .containsEntry("epochs", "3");

    List<String> journal = Files.readAllLines(out().resolve("trials.jsonl"));
    assertThat(tune(RANGES, "--trials", "3", "--epochs", "3").out()).isEqualTo(outcome.out());
    assertThat(Files.readAllLines(out().resolve("trials.jsonl"))).isEqualTo(journal);
  }

  @Test
  void refusesWhatCannotBeBeforeAnythingIsTrained() throws Exception {
    String[][] cases = {
      {"{\"width\": [8, 12]}", "", "", "width is 12, not a multiple of 8"},
      {"{\"breadth\": [8]}", "", "", "there is no setting [breadth]"},
      {RANGES, "--trials", "1", "--trials is 1; give 2 or more"},
      {RANGES, "--keep", "1", "--keep is 1; give 2 or more"},
      {RANGES, "--model", "pooled", "--model is \"pooled\"; tuned can be [ema, gru"},
    };
    for (String[] each : cases) {
      Outcome outcome = each[1].isEmpty() ? tune(each[0]) : tune(each[0], each[1], each[2]);

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).contains(each[3]);
    }
    assertThat(out()).doesNotExist();
  }
}
