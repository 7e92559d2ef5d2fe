package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks of the index run, and find what they should. */
class IndexBenchesTest {
  @TempDir Path folder;

  private JsonNode tables(String... arguments) throws IOException {
    Path out = folder.resolve("out.json");
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = out.toString();
    assertThat(BenchCli.run(all)).isZero();
    return new JsonMapper().readTree(out.toFile()).get("tables");
  }

  @Test
  void comparesContendersAtTheSameRecall() throws IOException {
    JsonNode tables =
        tables(
            "index",
            "--made-up=900",
            "--contenders=limpet-served,limpet,lucene",
            "--rounds=1",
            "--millis=20",
            "--heap=256m");
    JsonNode rows = tables.get("the best 10 with a recall of 0.95");
    assertThat(rows).hasSize(3);
    for (JsonNode row : rows) {
      assertThat(row.get("recall").asDouble()).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void findsWhatFiltersLeave() throws IOException {
    for (JsonNode row :
        tables("filters", "--made-up=2000").get("the best hundred of what passes")) {
      assertThat(row.get("recall").asDouble()).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void keepsRecallOverHoursOfChanges() throws IOException {
    JsonNode rows =
        tables("churn", "--made-up=2000", "--hours=2", "--share=5").get("the best hundred");
    assertThat(rows).hasSize(3);
    for (JsonNode row : rows) {
      assertThat(row.get("recall").asDouble()).isGreaterThanOrEqualTo(0.95);
    }
  }
}
