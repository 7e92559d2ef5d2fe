package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.ItemWriter;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationsCommandTest {
  private static final int VISITORS = 40;
  private static final int ACTS = 20;

  @TempDir private Path folder;

  @BeforeEach
  void writeShop() throws IOException {
    for (String part : List.of("validation", "test")) {
      TinyGeneration.write(new Registry(folder.resolve(part)), "g-" + part);
    }
    List<String> items =
        SampleItems.all().stream()
            .map(item -> new String(ItemWriter.write(item), StandardCharsets.UTF_8))
            .toList();
    Files.write(folder.resolve("items.jsonl"), items);
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("user_id,item_id,event,timestamp"));
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      String category = SampleItems.CATEGORIES.get(visitor % SampleItems.CATEGORIES.size());
      for (int act = 0; act < ACTS; act++) {
        String item = SampleItems.id(category, random.nextInt(SampleItems.PER_CATEGORY));
        lines.add("v%d,%s,view_item,%d".formatted(visitor, item, 1_700_000_000 + act * 86_400));
      }
    }
    Files.write(folder.resolve("interactions.csv"), lines);
  }

  private int run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "ablations",
                "--interactions",
                folder.resolve("interactions.csv").toString(),
                "--items",
                folder.resolve("items.jsonl").toString(),
                "--generations",
                folder.toString(),
                "--out",
                folder.resolve("out.json").toString()));
    all.addAll(List.of(more));
    return BenchCli.run(all.toArray(String[]::new));
  }

  @Test
  void comparesPagesWithTheHomePage() throws IOException {
    Path surfaces = folder.resolve("surfaces.json");
    Files.writeString(
        surfaces, "{\"crowd\": {\"like\": \"home\", \"sources\": {\"user-vector\": null}}}");

    assertThat(run("--answers", "fresh,all", "--surfaces", surfaces.toString())).isZero();

    JsonNode tables = new JsonMapper().readTree(folder.resolve("out.json").toFile()).get("tables");
    List<String> titles = new ArrayList<>();
    tables.fieldNames().forEachRemaining(titles::add);
    assertThat(titles)
        .filteredOn(title -> title.contains("visitors"))
        .hasSize(4)
        .anyMatch(title -> title.startsWith("test, all, 40 visitors"));
    tables.forEach(
        table -> {
          if (table.get(0).has("page")) {
            assertThat(table)
                .extracting(row -> row.get("page").asText())
                .containsExactly("home", "the model alone", "the model, later items too", "crowd");
            assertThat(ndcg(table, 0)).isGreaterThan(ndcg(table, 3));
          }
        });
  }

  private static double ndcg(JsonNode table, int row) {
    return Double.parseDouble(table.get(row).get("NDCG@10").asText());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(run("--protocol", "random")).isEqualTo(2);
    assertThat(run("--answers", "cold")).isEqualTo(2);
    assertThat(run("--parts", "training")).isEqualTo(2);
    assertThat(run("--users", "0")).isEqualTo(2);
  }
}
