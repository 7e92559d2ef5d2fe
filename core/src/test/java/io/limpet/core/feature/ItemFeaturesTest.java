package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemFeaturesTest {
  private ItemBehaviour item = ItemBehaviour.empty("i");

  private void happens(int times, EventType type, long millis, @Nullable Integer position) {
    for (int i = 0; i < times; i++) {
      item =
          item.with(
              new ItemAct("i", "v", 1, type, millis, 0, 1, 2.0, 2.0, position, millis),
              PositionCurve.STANDARD);
    }
  }

  private double feature(String name, long at) {
    return ItemFeatures.list().stream()
        .filter(of -> of.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at(item, at);
  }

  @Test
  void aClickAtTheBottomOfAListIsWorthMore() {
    happens(100, EventType.VIEW_ITEM_LIST, BEGIN, 24);
    happens(10, EventType.SELECT_ITEM, BEGIN, null);

    assertThat(feature("view_item_list_7d", BEGIN)).isEqualTo(100);
    assertThat(feature("examined_7d", BEGIN)).isCloseTo(100 / Math.sqrt(25), within(1e-9));
    assertThat(feature("click_rate_7d", BEGIN))
        .isCloseTo((10 + 0.05 * 50) / (20 + 50), within(1e-9));
  }

  @Test
  void ratesOfFewEventsAreTheUsualOnes() {
    assertThat(feature("click_rate_7d", BEGIN)).isCloseTo(0.05, within(1e-9));
    assertThat(feature("purchase_rate_30d", BEGIN)).isCloseTo(0.02, within(1e-9));

    happens(1_000, EventType.VIEW_ITEM, BEGIN, null);
    happens(100, EventType.PURCHASE, BEGIN, null);

    assertThat(feature("purchase_rate_30d", BEGIN)).isCloseTo(101.0 / 1_050, within(1e-9));
    assertThat(feature("revenue_30d", BEGIN)).isEqualTo(200);
  }

  @Test
  void atSteadyDemandThereIsNoTrendAndAtNewDemandThereIs() {
    for (int hour = 0; hour < 60 * 24; hour++) {
      happens(1, EventType.VIEW_ITEM, BEGIN + hour * DAY / 24, null);
    }
    long now = BEGIN + 60 * DAY;

    assertThat(feature("demand", now)).isCloseTo(24, within(0.5));
    assertThat(feature("trend", now)).isCloseTo(0, within(0.03));
    happens(48, EventType.VIEW_ITEM, now, null);
    assertThat(feature("trend", now)).isGreaterThan(0.5);
    assertThat(feature("trend", now + 7 * DAY)).isLessThan(-1);
  }

  @Test
  void theNewestListingHolds() {
    item = item.with(new Listing("tea", null, 3.0, 5, 20));
    item = item.with(new Listing("tea", null, 2.0, 9, 10));

    assertThat(feature("stock", BEGIN)).isEqualTo(5);
    assertThat(feature("price", BEGIN)).isEqualTo(3);
    assertThat(item.version()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void ofABasketTheWeakestGoOnlyWhenAllOfItIsIn(long seed) {
    Random random = new Random(seed);
    Named slow = Named.NONE;
    for (int basket = 0; basket < 30; basket++) {
      long millis = BEGIN + basket * 3_600_000L;
      Set<String> others = new LinkedHashSet<>();
      while (others.size() < 1 + basket % 19) {
        others.add("o" + (int) Math.abs(30 * random.nextGaussian()));
      }
      item = item.with(new Companions("i", List.copyOf(others), Companions.Kind.BOUGHT, millis));
      for (String other : others) {
        slow = slow.with(other, 1, millis, Integer.MAX_VALUE);
      }
      Map<String, Series> kept = new HashMap<>(slow.sums());
      kept.keySet()
          .retainAll(
              slow.strongest(ItemBehaviour.COMPANIONS, millis).stream()
                  .map(Named.Weight::name)
                  .toList());
      // Of equally strong ones either may be kept.
      assertThat(weights(item.boughtWith(), millis)).isEqualTo(weights(new Named(kept), millis));
      slow = item.boughtWith();
    }

    assertThat(slow.sums()).hasSize(ItemBehaviour.COMPANIONS);
  }

  private static List<Double> weights(Named of, long millis) {
    return of.strongest(Integer.MAX_VALUE, millis).stream().map(Named.Weight::weight).toList();
  }

  @Test
  void keepsTheStrongestCompanions() {
    for (int i = 0; i < 100; i++) {
      item = item.with(new Companions("i", List.of("often"), Companions.Kind.VIEWED, BEGIN));
      item = item.with(new Companions("i", List.of("o" + i), Companions.Kind.VIEWED, BEGIN));
    }

    assertThat(item.viewedWith().sums()).hasSize(ItemBehaviour.COMPANIONS);
    assertThat(item.viewedWith().strongest(1, BEGIN))
        .singleElement()
        .satisfies(
            of -> {
              assertThat(of.name()).isEqualTo("often");
              assertThat(of.weight()).isCloseTo(100, within(0.001));
            });
    assertThat(item.boughtWith()).isEqualTo(Named.NONE);
  }

  @Test
  void refusesCurvesThatAreNone() {
    assertThatThrownBy(() -> new PositionCurve(List.of(1.0, 0.0)))
        .hasMessageContaining("[1.0, 0.0]; give numbers above 0");
    assertThatThrownBy(() -> PositionCurve.power(4)).hasMessageContaining("is 4.0; give 0 to 3");
    assertThat(new PositionCurve(List.of(1.0, 0.5)).examined(7)).isEqualTo(0.5);
  }
}
