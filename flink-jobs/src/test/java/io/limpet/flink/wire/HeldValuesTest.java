package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldValuesTest {
  private static final int MOST = 3;

  private final Map<String, Integer> state = new HashMap<>();
  private final List<String> stored = new ArrayList<>();
  private String key = "";
  private final HeldValues<Integer> held = new HeldValues<>(MOST, to -> key = to, this::write);

  private void write(int value) {
    stored.add(key);
    state.put(key, value);
  }

  private void put(String of, int value) throws IOException {
    key = of;
    held.put(of, value);
    assertThat(key).as("the current key is the one it was").isEqualTo(of);
  }

  @Test
  void storesTheOneUsedLongestAgoWhenAnotherTakesItsPlace() throws IOException {
    put("a", 1);
    put("b", 2);
    put("c", 3);
    assertThat(held.get("a")).isEqualTo(1);
    assertThat(stored).isEmpty();
    put("d", 4);
    assertThat(state).containsOnly(Map.entry("b", 2));
    assertThat(held.get("b")).isNull();
    assertThat(held.contains("a")).isTrue();
  }

  @Test
  void storesOnceWhatTheStateDoesNotHave() throws IOException {
    put("a", 1);
    held.hold("b", 2);
    held.store();
    held.store();
    assertThat(stored).as("not what was read from the state").containsExactly("a");
    assertThat(held.get("a")).isEqualTo(1);
    put("a", 5);
    held.storeAndLetGo();
    assertThat(state).containsOnly(Map.entry("a", 5));
    assertThat(held.get("a")).isNull();
    assertThat(held.get("b")).isNull();
  }

  @Test
  void storesNothingOfWhatWasRemoved() throws IOException {
    put("a", 1);
    held.remove("a");
    held.store();
    assertThat(stored).isEmpty();
    assertThat(held.get("a")).isNull();
  }

  @Test
  void hasWithTheStateWhatAPlainMapHas() throws IOException {
    var random = new Random(11);
    Map<String, Integer> twin = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String of = "k" + random.nextInt(3 * MOST);
      Integer known = held.get(of);
      assertThat(known == null ? state.get(of) : known).isEqualTo(twin.get(of));
      if (random.nextInt(50) == 0) {
        held.store();
      } else if (known == null && state.containsKey(of) && random.nextBoolean()) {
        key = of;
        held.hold(of, state.get(of));
      } else {
        put(of, i);
        twin.put(of, i);
      }
    }
    held.storeAndLetGo();
    assertThat(state).isEqualTo(twin);
  }
}
