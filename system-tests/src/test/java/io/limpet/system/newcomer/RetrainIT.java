package io.limpet.system.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.fixtures.SampleEvents;
import io.limpet.system.load.OpenLoop;
import io.limpet.system.process.JavaProcess;
import io.limpet.system.process.StackProcess;
import io.limpet.system.shop.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A stack that trains again by itself: first from nothing, then, when shoppers came back, from its
 * own generation on, while it answers.
 */
@Execution(ExecutionMode.CONCURRENT)
class RetrainIT {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration EVERY = Duration.ofSeconds(8);
  private static final int REQUESTS_PER_SECOND = 20;
  private static final int VISITS = 3;

  @TempDir Path folder;

  @Test
  void whatShoppersDoIsLearnedWhileTheyAreServed() throws Exception {
    Path data = folder.resolve("data");
    Path logs = folder.resolve("logs");
    Path items = SmallShop.writeItems(folder.resolve("items.jsonl"));
    Path history = SmallShop.writeInteractions(folder.resolve("history.csv"));
    try (StackProcess stack = StackProcess.startRetraining(data, logs, EVERY);
        Shop shop = new Shop(stack.http())) {
      limpet(logs, "import", "--data", data, "--items", items, "--interactions", history);
      await("a first generation").atMost(PATIENCE).until(() -> !current(shop).isEmpty());
      String first = current(shop);

      Queue<String> faults = new ConcurrentLinkedQueue<>();
      AtomicInteger answers = new AtomicInteger();
      AtomicBoolean done = new AtomicBoolean();
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!done.get()) {
                      OpenLoop.run(
                          REQUESTS_PER_SECOND,
                          Duration.ofSeconds(1),
                          (number, intended) -> ask(shop, number, answers, faults));
                    }
                  });
      shop.report(visits());
      try {
        await("a generation of what is new")
            .atMost(PATIENCE)
            .until(() -> !current(shop).equals(first));
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(stack.logTail(), e);
      } finally {
        done.set(true);
        load.join();
      }

      assertThat(faults).isEmpty();
      assertThat(answers.get()).isGreaterThan(REQUESTS_PER_SECOND);
      String second = current(shop);
      for (JsonNode model : shop.models().get("generations")) {
        if (model.get("generation").asText().equals(second)) {
          assertThat(model.get("parent").asText()).isEqualTo(first);
        }
      }
      assertThat(shop.metrics()).contains("limpet_retrainings_total{outcome=\"released\"}");
      assertThat(limpet(logs, "models", "list", "--data", data)).contains("Retraining, ");
    }
  }

  private static String current(Shop shop) {
    return shop.models().path("current").asText("");
  }

  private static void ask(Shop shop, long number, AtomicInteger answers, Queue<String> faults) {
    try {
      if (shop.recommend(SmallShop.user((int) (number % SmallShop.USERS)), 5).items().isEmpty()) {
        faults.add("no items");
      }
      answers.incrementAndGet();
    } catch (RuntimeException | AssertionError e) {
      faults.add(e.toString());
    }
  }

  /** Everybody comes back for something of their category. */
  private static List<Event> visits() {
    Random random = new Random(11);
    List<Event> events = new ArrayList<>();
    for (int visit = 0; visit < VISITS; visit++) {
      for (int user = 0; user < SmallShop.USERS; user++) {
        events.add(
            SampleEvents.view(
                "retrain-" + user + "-" + visit,
                SmallShop.user(user),
                SmallShop.category(user) + "-" + random.nextInt(30),
                System.currentTimeMillis()));
      }
    }
    return events;
  }

  private static String limpet(Path logs, Object... arguments) {
    String[] text = new String[arguments.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = arguments[i].toString();
    }
    try (JavaProcess process = StackProcess.limpet("command-" + text[0], logs, text)) {
      assertThat(process.await(PATIENCE)).as(process.logTail()).isZero();
      return process.output();
    }
  }
}
