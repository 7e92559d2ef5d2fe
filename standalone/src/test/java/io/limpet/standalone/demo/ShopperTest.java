package io.limpet.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.EventType;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.LineItem;
import io.limpet.standalone.demo.Shopper.Offer;
import io.limpet.standalone.demo.Shopper.Seen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShopperTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final List<String> CATEGORIES = List.of("Mugs", "Bags", "Lights");

  /** Shows ten items, whoever asks. */
  private static final Shopper.Shop SHOP =
      new Shopper.Shop() {
        @Override
        public Seen recommended() {
          return new Seen("r1", offers("recommended"));
        }

        @Override
        public Seen ofCategory(String category, int offset) {
          return new Seen("", offers(category));
        }
      };

  @Test
  void sendsOnlyValidEventsThatAreMarkedSynthetic() {
    for (Event event : events(new Shopper(1, CATEGORIES, new Random(1)), 500)) {
      assertThat(event.isSynthetic()).isTrue();
      var read = new EventReader(() -> "none", NOW).read(EventWriter.write(event));
      assertThat(read).isEqualTo(new EventResult.Accepted(event));
    }
  }

  @Test
  void looksBeforeItPutsIntoTheCartAndBuysOnlyWhatIsThere() {
    Set<String> seen = new HashSet<>();
    Set<String> cart = new HashSet<>();
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (Event event : events(new Shopper(2, CATEGORIES, new Random(2)), 2_000)) {
      types.add(event.type());
      List<String> ids = event.items().stream().map(LineItem::itemId).toList();
      switch (event.type()) {
        case VIEW_ITEM -> seen.addAll(ids);
        case ADD_TO_CART -> {
          assertThat(seen).containsAll(ids);
          cart.addAll(ids);
        }
        case PURCHASE -> assertThat(cart).containsAll(ids);
        default -> assertThat(event.type()).isEqualTo(EventType.VIEW_ITEM_LIST);
      }
    }
    assertThat(types)
        .containsExactlyInAnyOrder(
            EventType.VIEW_ITEM_LIST,
            EventType.VIEW_ITEM,
            EventType.ADD_TO_CART,
            EventType.PURCHASE);
  }

  @Test
  void namesTheAnswerThatAnItemWasShownBy() {
    List<Event> events = events(new Shopper(1, CATEGORIES, new Random(3)), 500);

    assertThat(events)
        .allSatisfy(
            event -> {
              boolean recommended =
                  event.items().getFirst().itemId().startsWith("recommended")
                      && event.type() != EventType.PURCHASE;
              if (recommended) {
                assertThat(event.recommendationId()).isEqualTo("r1");
              }
            });
  }

  @Test
  void isSomeoneNewAtEachVisitWithoutAnAccount() {
    Set<String> visitors = new HashSet<>();
    for (Event event : events(new Shopper(3, CATEGORIES, new Random(4)), 500)) {
      assertThat(event.userId()).isNull();
      visitors.add(event.visitor());
    }
    assertThat(visitors).hasSizeGreaterThan(10);
  }

  @Test
  void searchesWhenTheShopShowsNothing() {
    var shopper = new Shopper(1, CATEGORIES, new Random(5));
    var empty =
        new Shopper.Shop() {
          @Override
          public Seen recommended() {
            return Seen.NOTHING;
          }

          @Override
          public Seen ofCategory(String category, int offset) {
            return Seen.NOTHING;
          }
        };

    assertThat(shopper.next(empty, NOW).type()).isEqualTo(EventType.SEARCH);
  }

  private static List<Event> events(Shopper shopper, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(shopper.next(SHOP, NOW + i));
    }
    return events;
  }

  private static List<Offer> offers(String name) {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      offers.add(new Offer(name + i, 1.5, "GBP"));
    }
    return offers;
  }
}
