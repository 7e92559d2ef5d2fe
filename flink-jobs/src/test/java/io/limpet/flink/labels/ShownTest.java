package io.limpet.flink.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShownTest {
  private static Served served(String id, long millis, String... items) {
    List<ServedItem> shown =
        Stream.of(items).map(item -> new ServedItem(item, "new", 1, 1, new float[0])).toList();
    return new Served(id, "ann", "home", "g", millis, "s", 0, 0, shown);
  }

  @Test
  void findsTheLatestAnswerWithTheItemUpToATime() {
    Shown shown =
        Shown.NOTHING
            .with(served("c", 30, "mug", "cup"))
            .with(served("a", 10, "mug"))
            .with(served("b", 20, "mug", "lamp"));
    assertThat(shown.latest("mug", 9)).isNull();
    assertThat(shown.latest("mug", 10)).isEqualTo("a");
    assertThat(shown.latest("mug", 29)).isEqualTo("b");
    assertThat(shown.latest("lamp", 99)).isEqualTo("b");
    assertThat(shown.latest("cup", 29)).isNull();
    assertThat(shown.oldestMillis()).isEqualTo(10);
  }

  @Test
  void takesAPageOnce() {
    Shown once = Shown.NOTHING.with(served("a", 10, "mug"));
    assertThat(once.with(served("a", 10, "mug"))).isSameAs(once);
  }

  @Test
  void letsTheOldestGoBeyondItsBounds() {
    Shown answers = Shown.NOTHING;
    Shown items = Shown.NOTHING;
    String[] many = IntStream.range(0, 1_000).mapToObj(i -> "item-" + i).toArray(String[]::new);
    for (int i = 0; i < 300; i++) {
      answers = answers.with(served("a" + i, i, "mug"));
      items = items.with(served("a" + i, i, many));
    }
    assertThat(answers.answers()).hasSize(Shown.MOST);
    assertThat(answers.oldestMillis()).isEqualTo(100);
    assertThat(items.items()).hasSize(Shown.MOST_ITEMS);
    assertThat(items.latest("item-9", 999)).isEqualTo("a299");
  }

  @Test
  void forgetsWhatWasShownBeforeATime() {
    Shown shown = Shown.NOTHING.with(served("a", 10, "mug")).with(served("b", 20, "cup"));
    assertThat(shown.since(11).latest("mug", 99)).isNull();
    assertThat(shown.since(11).latest("cup", 99)).isEqualTo("b");
    assertThat(shown.since(21).isEmpty()).isTrue();
  }
}
