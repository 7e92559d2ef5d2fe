package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link CleanVisitor} keeps apart, and lets pass when it comes again. */
class QuarantineTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final byte[] KEY = "the producer's key".getBytes(UTF_8);

  private KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>> harness;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new CleanVisitor(
                    Duration.ofHours(24), 1_000, Duration.ofMinutes(30), Hygiene.STANDARD)),
            read -> read.event().event().visitor(),
            Types.STRING);
    harness.open();
    harness.setProcessingTime(NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void keepsAScraperApartAndLeavesTheShopperAlone() throws Exception {
    var random = new Random(1);
    for (int i = 0; i < 300; i++) {
      long at = NOON + i * 100L + random.nextInt(90);
      take(SampleEvents.view("s" + i, "scraper", "item-" + i, at));
      if (i % 100 == 0) {
        take(SampleEvents.view("a" + i, "ann", "mug", at));
      }
    }
    assertThat(passedOf("ann")).containsExactly("a0", "a100", "a200");
    int passed = passedOf("scraper").size();
    assertThat(passed).as("before anybody can know").isLessThan(90);
    assertThat(apart()).hasSize(300 - passed);
    assertThat(apart())
        .allSatisfy(
            keyed -> {
              RejectedEvent event = Objects.requireNonNull(keyed.value());
              assertThat(keyed.key()).isEqualTo(KEY);
              assertThat(event.rejection().reason()).isEqualTo(RejectReason.BOT_RATE);
              assertThat(event.rejection().message()).contains("scraper", "looks in a minute");
            });
  }

  @Test
  void keepsTheWholeEventAndWhereItCameFrom() throws Exception {
    Event purchase = purchase("p1", 20_000);
    take(purchase);
    RejectedEvent kept = Objects.requireNonNull(apart().getFirst().value());
    assertThat(kept.rejection().reason()).isEqualTo(RejectReason.IMPOSSIBLE_PURCHASE);
    assertThat(kept.rejection().field()).isEqualTo("items[0].quantity");
    assertThat(new EventReader(() -> "other", NOON).read(kept.raw()))
        .isEqualTo(new EventResult.Accepted(purchase));
    assertThat(kept.receivedMillis()).isEqualTo(NOON);
    assertThat(kept.originPartition()).isEqualTo(2);
    assertThat(kept.originOffset()).isZero();
  }

  @Test
  void takesADeclaredBotByTheEventAlone() throws Exception {
    take(by("e1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
    take(by("e2", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
    assertThat(passedOf("ann")).containsExactly("e2");
    assertThat(apart())
        .extracting(keyed -> Objects.requireNonNull(keyed.value()).rejection().reason())
        .containsExactly(RejectReason.BOT_DECLARED);
  }

  @Test
  void letsWhatIsReleasedPassOnceEvenAWeekLater() throws Exception {
    take(purchase("p1", 20_000));
    take(purchase("p1", 20_000));
    assertThat(apart()).as("a client that sent it twice").hasSize(1);
    takeAgain(purchase("p1", 20_000), false);
    assertThat(passedOf("ann")).as("sent again and not released").isEmpty();

    takeAgain(purchase("p1", 20_000), true);
    takeAgain(purchase("p1", 20_000), true);
    // One step a tick, as the clock goes: a timer may set the next one.
    for (int hours = 1; hours <= 6 * 24; hours++) {
      harness.setProcessingTime(NOON + hours * HOUR);
    }
    takeAgain(purchase("p1", 20_000), true);
    assertThat(passedOf("ann")).containsExactly("p1");
    assertThat(apart()).as("it is there once").hasSize(1);
  }

  @Test
  void letsWhatIsReleasedPassWhenItsVisitorIsForgotten() throws Exception {
    take(purchase("p1", 20_000));
    for (int hours = 1; hours <= 48; hours++) {
      harness.setProcessingTime(NOON + hours * HOUR);
    }
    assertThat(harness.numKeyedStateEntries()).isZero();
    takeAgain(purchase("p1", 20_000), true);
    takeAgain(purchase("p1", 20_000), true);
    assertThat(passedOf("ann")).containsExactly("p1");
  }

  @Test
  void takesAVisitorWhoseEventsWereReleasedForAPerson() throws Exception {
    for (int i = 0; i < 200; i++) {
      take(SampleEvents.view("s" + i, "hasty", "item-" + i, NOON + i * 100L));
    }
    int passed = passedOf("hasty").size();
    takeAgain(SampleEvents.view("s199", "hasty", "item-199", NOON + 19_900), true);
    for (int i = 200; i < 300; i++) {
      take(SampleEvents.view("s" + i, "hasty", "item-" + i, NOON + i * 100L));
    }
    assertThat(passedOf("hasty")).hasSize(passed + 101);
  }

  @Test
  void writesWhatIsKeptApartAgainNotTwice() throws Exception {
    takeAgain(by("e1", "curl/8.14.1"), false);
    assertThat(apart()).isEmpty();
    assertThat(passedOf("ann")).isEmpty();
  }

  @Test
  void goesBackToNoStateAtAll() throws Exception {
    for (int i = 0; i < 300; i++) {
      take(SampleEvents.view("s" + i, "scraper", "item-" + i, NOON + i * 100L));
    }
    take(purchase("p1", 20_000));
    takeAgain(purchase("p1", 20_000), true);
    for (int hours = 1; hours <= 9 * 24; hours++) {
      harness.setProcessingTime(NOON + hours * HOUR);
    }
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private static Event purchase(String id, int pieces) {
    return new Event(
        id,
        EventType.PURCHASE,
        "ann",
        null,
        null,
        NOON,
        List.of(new LineItem("mug", pieces, 2.5, null)),
        2.5 * pieces,
        "EUR",
        null,
        null,
        Map.of());
  }

  private static Event by(String id, String agent) {
    return new Event(
        id,
        EventType.VIEW_ITEM,
        "ann",
        null,
        null,
        NOON,
        List.of(LineItem.of("mug")),
        null,
        null,
        null,
        null,
        Map.of("user_agent", agent));
  }

  private void take(Event event) throws Exception {
    take(event, false, false);
  }

  private void takeAgain(Event event, boolean released) throws Exception {
    take(event, true, released);
  }

  private void take(Event event, boolean again, boolean released) throws Exception {
    var clean = new CleanEvent(event, ReadEvents.NO_SESSION, event.timestampMillis(), 2, offset++);
    harness.processElement(new ReadEvent(clean, KEY, again, released), 0);
  }

  private List<String> passedOf(String visitor) {
    List<String> ids = new ArrayList<>();
    for (Keyed<CleanEvent> keyed : harness.extractOutputValues()) {
      Event event = Objects.requireNonNull(keyed.value()).event();
      if (event.visitor().equals(visitor)) {
        ids.add(event.eventId());
      }
    }
    return ids;
  }

  private List<Keyed<RejectedEvent>> apart() {
    var side = harness.getSideOutput(ReadEvents.REJECTED);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }
}
