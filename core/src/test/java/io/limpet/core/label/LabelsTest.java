package io.limpet.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelsTest {
  private static final long HOUR = 3_600_000;
  private static final long NOW = 1_800_000_000_000L;
  private final Attribution attribution = new Attribution(24 * HOUR, 168 * HOUR);

  private record Act(EventType type, long after, Integer index, Double paid) {}

  private static Labels after(List<Act> acts) {
    Labels labels = Labels.NONE;
    for (Act act : acts) {
      labels = labels.with(act.type(), act.after(), act.index(), act.paid(), false);
    }
    return labels;
  }

  @Test
  void areTheSameInWhateverOrderEventsCome() {
    List<Act> acts =
        new ArrayList<>(
            List.of(
                new Act(EventType.VIEW_ITEM_LIST, 10, 4, null),
                new Act(EventType.VIEW_ITEM_LIST, 20, 3, null),
                new Act(EventType.VIEW_ITEM_LIST, 30, null, null),
                new Act(EventType.VIEW_ITEM, 50, null, null),
                new Act(EventType.SELECT_ITEM, 40, null, null),
                new Act(EventType.ADD_TO_CART, 60, null, null),
                new Act(EventType.PURCHASE, 90, null, 7.5),
                new Act(EventType.PURCHASE, 80, null, 2.25),
                new Act(EventType.PURCHASE, 99, null, null)));
    Labels expected = new Labels(true, 3, 40, 60, 80, 9.75, false);
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(acts, random);
      assertThat(after(acts)).isEqualTo(expected);
    }
  }

  @Test
  void sayWhenAProgramDidAnyOfIt() {
    Labels labels = Labels.NONE.with(EventType.VIEW_ITEM_LIST, 1, 0, null, true);
    assertThat(labels.with(EventType.VIEW_ITEM, 2, null, null, false).synthetic()).isTrue();
  }

  @Test
  void purchasesCountForLonger() {
    assertThat(attribution.holds(EventType.ADD_TO_CART, 24 * HOUR)).isTrue();
    assertThat(attribution.holds(EventType.ADD_TO_CART, 24 * HOUR + 1)).isFalse();
    assertThat(attribution.holds(EventType.PURCHASE, 168 * HOUR)).isTrue();
    assertThat(attribution.holds(EventType.PURCHASE, 168 * HOUR + 1)).isFalse();
    assertThatThrownBy(() -> new Attribution(2, 1)).hasMessageContaining("2 ms and one of 1 ms");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatIsAskedForHasALabelAndNothingElseHas(EventType type) {
    CleanEvent clean = event(type, "r", NOW);
    boolean changes = !Labels.NONE.equals(Labels.NONE.with(type, 1, 0, 1.0, false));
    assertThat(attribution.asks(clean)).isEqualTo(changes);
  }

  @Test
  void anImpressionOfNoAnswerAndThePastOfAnImportSayNothing() {
    assertThat(attribution.asks(event(EventType.VIEW_ITEM_LIST, null, NOW))).isFalse();
    assertThat(attribution.asks(event(EventType.PURCHASE, null, NOW - 168 * HOUR))).isTrue();
    assertThat(attribution.asks(event(EventType.PURCHASE, null, NOW - 168 * HOUR - 1))).isFalse();
  }

  private static CleanEvent event(EventType type, String recommendationId, long millis) {
    Event event =
        new Event(
            "e",
            type,
            "u",
            "a",
            null,
            millis,
            List.of(LineItem.of("i")),
            null,
            null,
            "q",
            recommendationId,
            Map.of());
    return new CleanEvent(event, "s", NOW, 0, 0);
  }
}
