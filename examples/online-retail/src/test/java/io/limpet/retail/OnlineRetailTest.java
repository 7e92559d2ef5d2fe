package io.limpet.retail;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.item.Item;
import io.limpet.lake.files.EventBatches;
import io.limpet.lake.files.ItemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineRetailTest {
  private static final OnlineRetail SHOP = OnlineRetail.load();

  @Test
  void readsEveryRowThatWasPublished() {
    Counts counts = SHOP.counts();

    assertThat(counts.rows()).isEqualTo(541_909);
    assertThat(counts.cancellationRows()).isEqualTo(9_288);
    assertThat(counts.rowsWithoutCustomer()).isEqualTo(135_080);
    assertThat(counts.cleanRows()).isEqualTo(397_884);
  }

  @Test
  void saysWhatBecameOfEveryRow() {
    Counts counts = SHOP.counts();

    assertThat(counts.byKind())
        .isEqualTo(
            Map.of(
                RowKind.PURCHASE, 527_661L,
                RowKind.REFUND, 8_701L,
                RowKind.NOT_A_PRODUCT, 3_053L,
                RowKind.STOCK_CORRECTION, 1_336L,
                RowKind.WITHOUT_PRICE, 1_158L));
    assertThat(counts.byKind().values().stream().mapToLong(n -> n).sum()).isEqualTo(counts.rows());
  }

  @Test
  void makesAnEventOfEachInvoice() {
    Map<EventType, Long> events =
        SHOP.events().stream().collect(Collectors.groupingBy(Event::type, Collectors.counting()));

    assertThat(events).isEqualTo(Map.of(EventType.PURCHASE, 19_771L, EventType.REFUND, 3_420L));
    assertThat(SHOP.events()).extracting(Event::eventId).doesNotHaveDuplicates();
    assertThat(SHOP.events())
        .isSortedAccordingTo((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
    assertThat(SHOP.events().stream().mapToInt(event -> event.items().size()).sum())
        .isEqualTo(526_272);
    assertThat(SHOP.events().stream().map(Event::userId).filter(u -> u != null).distinct())
        .hasSize(4_362);
    assertThat(SHOP.events().stream().map(Event::anonymousId).filter(u -> u != null).distinct())
        .hasSize(1_410);
  }

  @Test
  void anInvoiceIsAPurchaseOfItsLines() {
    Event first = event("online-retail-536365");

    assertThat(first.type()).isEqualTo(EventType.PURCHASE);
    assertThat(first.userId()).isEqualTo("17850");
    assertThat(first.sessionId()).isEqualTo("536365");
    assertThat(first.timestampMillis())
        .isEqualTo(Instant.parse("2010-12-01T08:26:00Z").toEpochMilli());
    assertThat(first.items()).hasSize(7).contains(new LineItem("85123A", 6, 2.55, null));
    assertThat(first.value()).isEqualTo(139.12);
    assertThat(first.currency()).isEqualTo("GBP");
    assertThat(first.properties()).isEqualTo(Map.of("country", "United Kingdom"));
  }

  @Test
  void aCancellationIsARefundOfPositivePieces() {
    Event refund = event("online-retail-C536383");

    assertThat(refund.type()).isEqualTo(EventType.REFUND);
    assertThat(refund.userId()).isEqualTo("15311");
    assertThat(refund.items()).containsExactly(new LineItem("35004C", 1, 4.65, null));
  }

  @Test
  void anInvoiceWithoutCustomerIsAnAnonymousVisitor() {
    Event anonymous = event("online-retail-536544");

    assertThat(anonymous.userId()).isNull();
    assertThat(anonymous.visitor()).isEqualTo("anonymous:536544");
  }

  @Test
  void anInvoiceWithTooManyLinesIsSeveralEvents() {
    assertThat(event("online-retail-573585").items()).hasSize(1_000);
    assertThat(event("online-retail-573585-2").items()).hasSizeLessThan(1_000).isNotEmpty();
  }

  @Test
  void everyEventIsAboutItemsOfTheCatalogue() {
    Set<String> ids = SHOP.items().stream().map(Item::itemId).collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    SHOP.events().forEach(event -> event.items().forEach(line -> used.add(line.itemId())));

    assertThat(ids).hasSize(3_808);
    assertThat(used).isEqualTo(ids);
  }

  @Test
  void leavesOutWhatIsNotAProduct() {
    assertThat(SHOP.items())
        .extracting(Item::itemId)
        .doesNotContain(
            "POST", "DOT", "C2", "M", "D", "S", "BANK CHARGES", "AMAZONFEE", "CRUK", "B")
        .noneMatch(id -> id.startsWith("GIFT_"));
    assertThat(SHOP.items())
        .extracting(Item::title)
        .doesNotContain("Manual", "Postage", "Packing Charge", "Next Day Carriage");
  }

  @Test
  void itemsHaveATitleACategoryAndAPrice() {
    Map<String, Item> items =
        SHOP.items().stream().collect(Collectors.toMap(Item::itemId, Function.identity()));

    assertThat(items.get("85123A"))
        .isEqualTo(
            new Item(
                "85123A",
                "White Hanging Heart T-Light Holder",
                null,
                List.of("Candles & Lights"),
                null,
                2.95,
                "GBP",
                null,
                null,
                List.of()));
    assertThat(items.values())
        .allSatisfy(
            item -> {
              assertThat(item.title()).isNotBlank();
              assertThat(item.price()).isPositive();
              assertThat(item.categories()).hasSize(1);
            });
  }

  @Test
  void fewItemsHaveNoCategory() {
    Map<String, Long> sizes =
        SHOP.items().stream()
            .collect(Collectors.groupingBy(i -> i.categories().getFirst(), Collectors.counting()));

    assertThat(sizes).hasSize(16);
    assertThat(sizes.get(Categories.OTHER)).isLessThanOrEqualTo(10);
    assertThat(sizes.values()).allMatch(size -> size < SHOP.items().size() / 5);
  }

  @Test
  void everyTimeMovesByTheSameDays() {
    OnlineRetail moved = OnlineRetail.load(LocalDate.of(2026, 11, 23));

    assertThat(moved.events()).hasSameSizeAs(SHOP.events());
    long days =
        86_400_000L
            * (LocalDate.of(2026, 11, 23).toEpochDay() - OnlineRetail.LAST_DAY.toEpochDay());
    for (int i = 0; i < moved.events().size(); i++) {
      assertThat(moved.events().get(i).timestampMillis())
          .isEqualTo(SHOP.events().get(i).timestampMillis() + days);
    }
    assertThat(Instant.ofEpochMilli(moved.events().getLast().timestampMillis()))
        .isEqualTo("2026-11-23T12:50:00Z");
  }

  @Test
  void filesReadBackAsTheShop(@TempDir Path folder) throws IOException {
    RetailFiles.write(SHOP, folder);

    List<Item> items = new ArrayList<>();
    try (ItemFile file = ItemFile.open(folder.resolve(RetailFiles.ITEMS))) {
      file.forEachRemaining(items::add);
    }
    assertThat(items).isEqualTo(SHOP.items());
    List<Event> events = new ArrayList<>();
    try (EventBatches file = EventBatches.open(folder.resolve(RetailFiles.INTERACTIONS))) {
      file.forEachRemaining(events::add);
    }
    assertThat(events).hasSameSizeAs(SHOP.events());
    for (int i = 0; i < events.size(); i++) {
      Event read = events.get(i);
      Event written = SHOP.events().get(i);
      assertThat(read.visitor()).isEqualTo(written.visitor());
      assertThat(read.type()).isEqualTo(written.type());
      assertThat(read.sessionId()).isEqualTo(written.sessionId());
      assertThat(read.timestampMillis()).isEqualTo(written.timestampMillis());
      assertThat(read.items()).isEqualTo(written.items());
    }
  }

  private static Event event(String id) {
    return SHOP.events().stream().filter(e -> e.eventId().equals(id)).findFirst().orElseThrow();
  }
}
