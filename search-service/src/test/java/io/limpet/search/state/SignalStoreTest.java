package io.limpet.search.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.signal.ItemSignals;
import org.junit.jupiter.api.Test;

class SignalStoreTest {
  private final ItemIds ids = new ItemIds();
  private final SignalStore store = new SignalStore(ids);

  private static ItemSignals viewed(String itemId, int times) {
    ItemSignals signals = ItemSignals.empty(itemId);
    for (int i = 0; i < times; i++) {
      signals = signals.with(EventType.VIEW_ITEM, 1, 1_000);
    }
    return signals;
  }

  @Test
  void saysHowPopularAnItemIsWithoutItsSignals() {
    for (int i = 0; i < 5_000; i++) {
      String id = "i" + i;
      store.take(id, viewed(id, i % 7));
    }
    for (int number = 0; number < 5_000; number++) {
      assertThat(store.popularity(number)).isEqualTo(number % 7 * popularityOfAView());
    }
    assertThat(store.popularity(5_000)).isZero();
    assertThat(store.popularity(-1)).isZero();
  }

  private static double popularityOfAView() {
    return viewed("one", 1).popularity();
  }

  @Test
  void forgetsHowPopularADeletedItemWas() {
    store.take("gone", viewed("gone", 3));
    store.take("gone", null);
    assertThat(store.popularity(ids.number("gone"))).isZero();
  }

  @Test
  void keepsToTheNewerRecord() {
    store.take("late", viewed("late", 3));
    store.take("late", viewed("late", 2));
    assertThat(store.popularity(ids.number("late"))).isEqualTo(viewed("late", 3).popularity());
  }
}
