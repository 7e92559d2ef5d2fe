package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserFeaturesTest {
  private UserBehaviour user = UserBehaviour.empty("v");

  private void does(EventType type, long millis, double price, @Nullable String category) {
    user =
        user.with(
            new UserAct("v", 1, type, millis, 0, 1, price, price, category, null, millis, null));
  }

  private double feature(String name, long at) {
    return UserFeatures.list().stream()
        .filter(of -> of.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at(user, at);
  }

  @Test
  void saysHowLongAgoAndHowOftenSomethingWasBought() {
    does(EventType.PURCHASE, BEGIN, 10, null);
    does(EventType.PURCHASE, BEGIN + 4 * DAY, 20, null);
    does(EventType.PURCHASE, BEGIN + 8 * DAY, 30, null);
    does(EventType.REFUND, BEGIN + 9 * DAY, 30, null);
    long now = BEGIN + 10 * DAY;

    assertThat(feature("days_known", now)).isEqualTo(10);
    assertThat(feature("days_since_order", now)).isEqualTo(2);
    assertThat(feature("days_between_orders", now)).isEqualTo(4);
    assertThat(feature("orders_7d", now)).isEqualTo(2);
    assertThat(feature("spend_7d", now)).isEqualTo(20);
    assertThat(feature("spend_ever", now)).isEqualTo(30);
    assertThat(feature("days_since_cart", now)).isNaN();
    assertThat(feature("return_rate", now)).isEqualTo((1 + 0.05 * 20) / (3 + 20));
  }

  @Test
  void aWindowEndsWithTheBucketThatItWasLongAgo() {
    does(EventType.VIEW_ITEM, BEGIN, 10, null);

    assertThat(Window.DAYS_7.begin(BEGIN + 7 * DAY - 1)).isEqualTo(BEGIN);
    assertThat(feature("views_7d", BEGIN + 7 * DAY - 1)).isEqualTo(1);
    assertThat(feature("views_7d", BEGIN + 7 * DAY)).isEqualTo(0);
    assertThat(feature("views_24h", BEGIN + DAY - 1)).isEqualTo(1);
    assertThat(feature("views_24h", BEGIN + DAY)).isEqualTo(0);
    assertThat(feature("views_ever", BEGIN + 700 * DAY)).isEqualTo(1);
  }

  @Test
  void knowsWhichPricesAndCategoriesAreLiked() {
    does(EventType.VIEW_ITEM, BEGIN, 10, "tea");
    does(EventType.ADD_TO_CART, BEGIN, 10, "tea");
    does(EventType.VIEW_ITEM, BEGIN + 30 * DAY, 1_000, "cups");
    long now = BEGIN + 30 * DAY;
    // 1 + 3 at half of their weight, and 1.
    double mean = (2 * Math.log(10) + Math.log(1_000)) / 3;
    double square = (2 * Math.pow(Math.log(10), 2) + Math.pow(Math.log(1_000), 2)) / 3;

    assertThat(user.categories().share("tea", now)).isCloseTo(2.0 / 3, within(1e-4));
    assertThat(feature("category_focus", now)).isCloseTo(2.0 / 3, within(1e-4));
    assertThat(feature("price", now)).isCloseTo(Math.exp(mean), within(0.01));
    assertThat(feature("price_spread", now))
        .isCloseTo(Math.sqrt(square - mean * mean), within(1e-3));
    assertThat(feature("brand_focus", now)).isZero();
  }

  @Test
  void keepsTheStrongestCategoriesOfVeryMany() {
    for (int i = 0; i < 100; i++) {
      does(EventType.PURCHASE, BEGIN + i, 1, "kept");
      does(EventType.VIEW_ITEM, BEGIN + i, 1, "c" + i);
    }

    assertThat(user.categories().sums()).hasSize(UserBehaviour.NAMES).containsKey("kept");
  }

  @Test
  void measuresSessionsByTheirEventsAndTheTimeBetweenThem() {
    for (int session = 0; session < 10; session++) {
      for (int event = 0; event < 3; event++) {
        user =
            user.with(
                new UserAct(
                    "v",
                    session,
                    EventType.SEARCH,
                    BEGIN + session * DAY + event * 10_000L,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null,
                    BEGIN,
                    null));
      }
    }

    assertThat(user.sessions().latest()).hasSize(Sessions.KEPT);
    assertThat(feature("session_depth", BEGIN + 10 * DAY)).isEqualTo(3);
    assertThat(feature("dwell_seconds", BEGIN + 10 * DAY)).isEqualTo(10);
  }

  @Test
  void linesOfOneEventAreOneEvent() {
    for (int line = 0; line < 3; line++) {
      user =
          user.with(
              new UserAct(
                  "v", 1, EventType.PURCHASE, BEGIN, line, 2, 5, 2.5, "tea", null, BEGIN, null));
    }

    assertThat(feature("orders_7d", BEGIN)).isEqualTo(1);
    assertThat(feature("units_7d", BEGIN)).isEqualTo(6);
    assertThat(feature("spend_7d", BEGIN)).isEqualTo(15);
    assertThat(feature("session_depth", BEGIN)).isEqualTo(1);
  }

  @Test
  void namesAreUnlikeEachOther() {
    List<String> users = UserFeatures.list().stream().map(Measure::name).toList();
    List<String> items = ItemFeatures.list().stream().map(Measure::name).toList();

    assertThat(Set.copyOf(users)).hasSameSizeAs(users);
    assertThat(new HashSet<>(items)).hasSameSizeAs(items);
    assertThat(users).allMatch(name -> name.matches("[a-z0-9_]+"));
    assertThat(items).allMatch(name -> name.matches("[a-z0-9_]+"));
  }
}
