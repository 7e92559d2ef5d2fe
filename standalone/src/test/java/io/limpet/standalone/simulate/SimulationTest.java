package io.limpet.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.standalone.importing.Quiet;
import io.limpet.standalone.simulate.Outcome.OfArm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final int DAYS = 40;

  @Test
  void sameSeedIsTheSameRunHoweverManyShopAtOnce() throws Exception {
    var one = new FakeShop(true);
    var four = new FakeShop(true);
    Outcome alone = run(one, settings(200, 5, 1, "popular", "personal"));
    Outcome together = run(four, settings(200, 5, 4, "popular", "personal"));
    assertThat(together).isEqualTo(alone);
    assertThat(four.heard()).isEqualTo(one.heard());
    assertThat(run(new FakeShop(true), settings(200, 6, 4, "popular", "personal")))
        .isNotEqualTo(alone);
  }

  /** Of twenty intervals of 95 % one leaves out 0 by chance, more than three almost never. */
  @Test
  void armsThatServeAlikeDoNotDifferMoreOftenThanChanceHasIt() throws Exception {
    int differ = 0;
    for (long seed = 1; seed <= 10; seed++) {
      Outcome outcome = run(new FakeShop(false), settings(1_000, seed, 2, "one", "other"));
      OfArm other = outcome.arms().get(1);
      differ += outcome.retentionGain(other).excludesZero() ? 1 : 0;
      differ += outcome.conversionGain(other).excludesZero() ? 1 : 0;
    }
    assertThat(differ).isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoIsServedBetterComesBackAndBuysMore(long seed) throws Exception {
    Outcome outcome = run(new FakeShop(false), settings(6_000, seed, 2, "popular", "personal"));
    OfArm personal = outcome.arms().get(1);
    assertThat(outcome.retentionGain(personal).low()).isPositive();
    assertThat(outcome.conversionGain(personal).low()).isPositive();
  }

  @Test
  void withoutLoyaltyServiceBringsNobodyBack() throws Exception {
    Assumptions usual = Assumptions.USUAL;
    var indifferent =
        new Assumptions(
            usual.category(),
            usual.style(),
            usual.quality(),
            usual.price(),
            usual.boredom(),
            usual.nothing(),
            usual.attention(),
            usual.goesOn(),
            usual.goesOnWell(),
            usual.fatigue(),
            usual.looks(),
            usual.cart(),
            usual.buys(),
            usual.returns(),
            0,
            usual.expected(),
            usual.learning(),
            usual.answers());
    Outcome outcome =
        new Simulation(
                settings(2_000, 1, 2, "popular", "personal"),
                indifferent,
                new FakeShop(false),
                Pace.past(DAYS, NOW, Duration.ZERO),
                Quiet.PROGRESS)
            .run();
    assertThat(outcome.retentionGain(outcome.arms().get(1)).excludesZero()).isFalse();
  }

  @Test
  void everyShopperComesActsInOrderAndNeverAheadOfTheClock() throws Exception {
    var shop = new FakeShop(true);
    run(shop, settings(300, 9, 3, "popular", "personal"));
    assertThat(shop.heard()).hasSize(300);
    for (Map.Entry<String, List<Act>> shopper : shop.heard().entrySet()) {
      long before = NOW - DAYS * 86_400_000L;
      for (Act act : shopper.getValue()) {
        assertThat(act.millis()).as("%s %s", shopper.getKey(), act).isBetween(before, NOW);
        before = act.millis();
      }
    }
  }

  @Test
  void buysOnlyWhatWasPutIntoTheCartAndAsksOnceAMonth() throws Exception {
    var shop = new FakeShop(true);
    run(shop, settings(400, 10, 2, "personal"));
    long purchases = 0;
    long asked = 0;
    for (List<Act> acts : shop.heard().values()) {
      List<Offer> carts =
          acts.stream()
              .filter(act -> act.event().equals("add_to_cart"))
              .flatMap(act -> act.offers().stream())
              .toList();
      long lastAsked = Long.MIN_VALUE / 2;
      for (Act act : acts) {
        if (act.event().equals("purchase")) {
          assertThat(carts).containsAll(act.offers());
          purchases++;
        }
        if (act.properties().containsKey("asked")) {
          assertThat(act.millis() - lastAsked).isGreaterThan(29 * 86_400_000L);
          lastAsked = act.millis();
          asked++;
        }
      }
    }
    assertThat(purchases).isGreaterThan(asked);
    assertThat(asked).isPositive();
  }

  @Test
  void aHundredThousandShoppersFitIntoLittleMemory() {
    var population = new Population(100_000, 0.3);
    var memory = new Memory(100_000);
    for (int i = 0; i < 1_000; i++) {
      memory.show(99_999, "item-" + i % 10);
      memory.buy(99_999, "item-" + i);
    }
    assertThat(memory.timesShown(99_999, "item-3")).isBetween(6, 7);
    assertThat(memory.timesShown(99_998, "item-3")).isZero();
    assertThat(memory.isBought(99_999, "item-999")).isTrue();
    assertThat(memory.isBought(99_999, "item-1")).isFalse();
    assertThat(population.visitors(0)).hasSize(100_000);
  }

  @Test
  void takesTheArmsThatAnExperimentOfTheShopDeals() throws Exception {
    Outcome dealt =
        new Simulation(
                new Simulation.Settings("t", 300, DAYS, 7, List.of("a", "b"), "home", 2),
                Assumptions.USUAL,
                new FakeShop(false),
                Pace.past(DAYS, NOW, Duration.ZERO),
                Quiet.PROGRESS)
            .run();
    assertThat(dealt.arms()).extracting(OfArm::arm).containsExactly("a", "b");
    assertThat(dealt.arms()).extracting(OfArm::shoppers).containsExactly(100L, 200L);
    assertThatThrownBy(
            () ->
                new Simulation(
                        new Simulation.Settings("t", 10, DAYS, 7, List.of("x", "y"), "home", 1),
                        Assumptions.USUAL,
                        new FakeShop(false),
                        Pace.past(DAYS, NOW, Duration.ZERO),
                        Quiet.PROGRESS)
                    .run())
        .hasMessageContaining("start the experiment first");
  }

  @Test
  void shelvesAreCountedByHowManyWereSeen() throws Exception {
    OfArm popular = run(new FakeShop(false), settings(3_000, 8, 2, "popular")).arms().getFirst();
    assertThat(popular.shelves().getFirst()).isEqualTo(3_000);
    assertThat(popular.shelves().get(1)).isBetween(1L, 3_000L);
    // Always the same dozen, which bores.
    assertThat(popular.meanServed().get(3)).isLessThan(popular.meanServed().getFirst());
  }

  @ParameterizedTest
  @CsvSource({"0,40,1,shoppers", "10,30,1,days", "10,40,0,threads"})
  void refusesWhatCannotBeSimulated(int shoppers, int days, int threads, String named) {
    assertThatThrownBy(
            () -> new Simulation.Settings("t", shoppers, days, 1, List.of("home"), threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named);
    assertThatThrownBy(() -> new Simulation.Settings("t", 10, 40, 1, List.of("home", "home"), 1))
        .hasMessageContaining("arms");
  }

  private static Simulation.Settings settings(
      int shoppers, long seed, int threads, String... arms) {
    return new Simulation.Settings("t", shoppers, DAYS, seed, List.of(arms), threads);
  }

  private static Outcome run(FakeShop shop, Simulation.Settings settings) throws Exception {
    return new Simulation(
            settings, Assumptions.USUAL, shop, Pace.past(DAYS, NOW, Duration.ZERO), Quiet.PROGRESS)
        .run();
  }
}
