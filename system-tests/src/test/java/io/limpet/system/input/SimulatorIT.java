package io.limpet.system.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.fixtures.SampleItems;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.simulate.Assumptions;
import io.limpet.standalone.simulate.HttpShop;
import io.limpet.standalone.simulate.Outcome;
import io.limpet.standalone.simulate.Pace;
import io.limpet.standalone.simulate.Simulation;
import io.limpet.standalone.stack.Stack;
import io.limpet.system.shop.SharedStack;
import io.limpet.system.shop.Shop;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A few simulated shoppers at a real stack. */
@ExtendWith(SharedStack.class)
class SimulatorIT {
  private static final int SHOPPERS = 40;

  @Test
  void simulatedShoppersShopAndTheStackKnowsThem(Stack stack) throws Exception {
    try (Shop shop = new Shop(stack.http())) {
      shop.put(SampleItems.all());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !shop.get("/v1/categories").isEmpty());
      Outcome outcome =
          new Simulation(
                  new Simulation.Settings(
                      "simulator-it", SHOPPERS, 35, 1, List.of("trending", "home"), 4),
                  Assumptions.USUAL,
                  new HttpShop(new ServiceClient(stack.http()), 0),
                  Pace.past(35, System.currentTimeMillis(), Duration.ZERO),
                  Silent.PROGRESS)
              .run();
      assertThat(outcome.arms()).extracting(Outcome.OfArm::arm).containsExactly("trending", "home");
      assertThat(outcome.arms().stream().mapToLong(Outcome.OfArm::shoppers).sum())
          .isEqualTo(SHOPPERS);
      assertThat(outcome.arms()).allMatch(arm -> arm.clicks() > 0);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                JsonNode known = shop.get("/v1/users/simulator-it-000000");
                assertThat(known.path("known").asBoolean()).isTrue();
                assertThat(known.path("events").asLong()).isPositive();
              });
    }
  }

  private enum Silent implements Progress {
    PROGRESS;

    @Override
    public void say(String what) {}

    @Override
    public void at(String what, long done, long total) {}
  }
}
