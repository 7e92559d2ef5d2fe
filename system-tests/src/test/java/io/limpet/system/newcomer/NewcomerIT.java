package io.limpet.system.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpet.lake.Lake;
import io.limpet.system.load.Traffic;
import io.limpet.system.process.Program;
import io.limpet.system.process.StackProcess;
import io.limpet.system.shop.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From files to answers that follow a click, with the commands that the README tells. */
@Execution(ExecutionMode.CONCURRENT)
class NewcomerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LIMIT = 10;
  private static final int USER = 7;

  @TempDir Path folder;

  @Test
  void filesBecomeAnswersThatFollowAClickAndOutliveARestart() throws Exception {
    Path data = folder.resolve("data");
    Path items = SmallShop.writeItems(folder.resolve("items.jsonl"));
    Path history = SmallShop.writeInteractions(folder.resolve("history.csv"));
    String user = SmallShop.user(USER);
    String generation;
    String clicked;
    List<String> afterTheClick;

    try (StackProcess stack = StackProcess.start(data, folder.resolve("logs"));
        Shop shop = new Shop(stack.http())) {
      limpet("import", "--data", data, "--items", items, "--interactions", history);
      await("the lake")
          .atMost(PATIENCE)
          .until(() -> new Lake(data.resolve("lake")).rows() == SmallShop.interactions());
      assertThat(shop.recommend(user, LIMIT).personalised()).isFalse();

      String trained =
          limpet(
              "train",
              "--lake",
              data.resolve("lake"),
              "--items",
              items,
              "--out",
              data.resolve("models"));
      generation =
          trained
              .lines()
              .filter(line -> line.startsWith("generation: "))
              .map(line -> line.substring("generation: ".length()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(trained));
      assertThat(limpet("models", "release", generation, "--data", data)).contains(generation);

      await("a personal answer")
          .atMost(PATIENCE)
          .until(() -> shop.recommend(user, LIMIT).personalised());
      Shop.Answer before = shop.recommend(user, LIMIT);
      assertThat(before.generation()).isEqualTo(generation);
      assertThat(before.items())
          .as("mostly of the category that the user wanders through")
          .filteredOn(item -> item.startsWith(SmallShop.category(USER)))
          .hasSizeGreaterThanOrEqualTo(3);

      clicked = before.items().getFirst();
      shop.report(Traffic.view("newcomer-click", user, clicked));
      await("another answer").atMost(PATIENCE).until(() -> showsNoLonger(shop, before));
      afterTheClick = shop.recommend(user, LIMIT).items();
      assertThat(shop.user(user).get("recent").get(0).get("item_id").asText()).isEqualTo(clicked);
    }

    try (StackProcess stack = StackProcess.start(data, folder.resolve("logs"));
        Shop shop = new Shop(stack.http())) {
      Shop.Answer again = shop.recommend(user, LIMIT);
      assertThat(again.generation()).isEqualTo(generation);
      assertThat(again.personalised()).isTrue();
      assertThat(again.items()).doesNotContain(clicked).containsAnyElementsOf(afterTheClick);
      assertThat(shop.user(user).get("recent").get(0).get("item_id").asText())
          .as("the click is remembered")
          .isEqualTo(clicked);
      assertThat(new Lake(data.resolve("lake")).rows()).isEqualTo(SmallShop.interactions() + 1);
    }
  }

  /** Whether the first of the items shown before is no longer shown. */
  private static boolean showsNoLonger(Shop shop, Shop.Answer before) {
    String user = SmallShop.user(USER);
    return !shop.recommend(user, LIMIT).items().contains(before.items().getFirst());
  }

  /** Runs the launcher, with what is built, and returns what it printed. */
  private String limpet(Object... arguments) {
    Path home =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(candidate -> Files.isExecutable(candidate.resolve("limpet")))
            .findFirst()
            .orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(home.resolve("limpet").toString());
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Program run =
        Program.run(
            folder,
            Map.of("LIMPET_BUILD", "never", "LIMPET_JAVA_HOME", System.getProperty("java.home")),
            command);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }
}
