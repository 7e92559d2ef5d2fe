package io.limpet.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.fixtures.SampleItems;
import io.limpet.lake.Lake;
import io.limpet.system.load.Traffic;
import io.limpet.system.process.StackProcess;
import io.limpet.system.shop.Shop;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A stack that is killed while events come in loses none and counts none twice. */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int SENDERS = 4;
  private static final int USERS = 40;
  private static final int BATCH = 20;

  /** After the second checkpoint, so that the restart restores one and replays what came after. */
  private static final int EVENTS_BEFORE_THE_KILL = 3_000;

  @TempDir Path folder;

  private final Ledger ledger = new Ledger();
  private final Traffic traffic = new Traffic("kill", USERS, SampleItems.ids(), 7);

  @Test
  void everyAcknowledgedEventCountsOnceAfterKill() throws InterruptedException {
    Path data = folder.resolve("data");
    sendUntilKilled(data);
    int acknowledgedBeforeTheKill = ledger.acknowledgedCount();
    assertThat(acknowledgedBeforeTheKill).isGreaterThanOrEqualTo(EVENTS_BEFORE_THE_KILL);

    try (StackProcess stack = StackProcess.start(data, folder.resolve("logs"));
        Shop shop = new Shop(stack.http())) {
      // What was not acknowledged, which may or may not have arrived, and some that had.
      sendAgain(shop, ledger.unacknowledged());
      sendAgain(shop, ledger.acknowledged(200));
      assertThat(ledger.unacknowledged()).isEmpty();

      await("profiles")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(eventsByUser(shop)).isEqualTo(ledger.eventsByUser()));
      await("the lake")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(rowsByEvent(data)).isEqualTo(ledger.rowsByEvent()));
    }
    assertThat(rowsByEvent(data)).as("after a proper end").isEqualTo(ledger.rowsByEvent());
  }

  private void sendUntilKilled(Path data) throws InterruptedException {
    var next = new AtomicLong();
    var killed = new AtomicBoolean();
    var enough = new CountDownLatch(1);
    List<Thread> senders = new ArrayList<>();
    try (StackProcess stack = StackProcess.start(data, folder.resolve("logs"));
        Shop shop = new Shop(stack.http())) {
      for (int i = 0; i < SENDERS; i++) {
        var random = new Random(i);
        senders.add(
            Thread.startVirtualThread(
                () -> {
                  while (!killed.get()) {
                    send(shop, next, 1 + random.nextInt(BATCH), killed);
                    if (ledger.acknowledgedCount() >= EVENTS_BEFORE_THE_KILL
                        && new Lake(data.resolve("lake")).rows() > 0) {
                      enough.countDown();
                    }
                  }
                }));
      }
      assertThat(enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      stack.kill();
      killed.set(true);
      for (Thread sender : senders) {
        sender.join();
      }
    }
  }

  private void send(Shop shop, AtomicLong next, int count, AtomicBoolean killed) {
    long first = next.getAndAdd(count);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(traffic.event(first + i));
    }
    ledger.sending(events);
    try {
      shop.report(events);
      ledger.acknowledged(events);
    } catch (UncheckedIOException e) {
      killed.set(true);
    }
  }

  private void sendAgain(Shop shop, List<Event> events) {
    for (List<Event> batch : Ledger.batches(events, BATCH)) {
      shop.report(batch);
      ledger.acknowledged(batch);
    }
  }

  private static Map<String, Integer> eventsByUser(Shop shop) {
    Map<String, Integer> events = new HashMap<>();
    JsonNode users = shop.get("/v1/users?limit=1000").get("users");
    users.forEach(user -> events.put(user.get("user_id").asText(), user.get("events").asInt()));
    return events;
  }

  private static Map<String, Integer> rowsByEvent(Path data) {
    Map<String, Integer> rows = new HashMap<>();
    new Lake(data.resolve("lake")).forEach(row -> rows.merge(row.eventId(), 1, Integer::sum));
    return rows;
  }
}
