package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.topic.Topics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How many bytes a visitor and an item are; what docs/streaming.md says. */
class StateSizeTest {
  private static final int YEAR = 365;

  private final Random random = new Random(5);

  /** Of one who comes now and then: 40 events in the last 90 days, in five categories. */
  @Test
  void aVisitorIsAFewHundredBytes() {
    UserBehaviour user = UserBehaviour.empty("visitor-1");
    for (int i = 0; i < 40; i++) {
      long millis = BEGIN + i / 4 * 9 * DAY + i % 4 * 60_000L;
      user = user.with(act(EventType.VIEW_ITEM, millis, i / 4, "category-" + i % 5));
    }

    assertThat(Topics.USER_FEATURES.codec().encode(user)).hasSizeLessThan(700);
  }

  /** Of one who does everything, each hour of a year, with everything in the shop. */
  @Test
  void noVisitorIsMoreThanEightThousandBytes() {
    UserBehaviour user = UserBehaviour.empty("visitor-1");
    for (int hour = 0; hour < YEAR * 24; hour++) {
      for (EventType type : EventType.values()) {
        String name = "a-category-" + random.nextInt(500);
        user = user.with(act(type, BEGIN + hour * DAY / 24, hour, name));
      }
    }

    assertThat(Topics.USER_FEATURES.codec().encode(user)).hasSizeLessThan(8_000);
  }

  private static UserAct act(EventType type, long millis, long session, String name) {
    return new UserAct(
        "visitor-1", session, type, millis, 0, 3, 59.97, 19.99, name, name, millis, null);
  }

  /** Of one that is viewed 500 times in 90 days and bought ten times. */
  @Test
  void anItemIsAboutAThousandBytes() {
    ItemBehaviour item = ItemBehaviour.empty("item-1").with(new Listing("c", "b", 9.99, 5, BEGIN));
    for (int i = 0; i < 500; i++) {
      item =
          item.with(act(EventType.VIEW_ITEM, BEGIN + i * DAY * 90 / 500), PositionCurve.STANDARD);
      if (i % 50 == 0) {
        item =
            item.with(act(EventType.PURCHASE, BEGIN + i * DAY * 90 / 500), PositionCurve.STANDARD);
      }
      item = item.with(met(Companions.Kind.VIEWED, BEGIN + i * DAY * 90 / 500));
    }

    assertThat(Topics.ITEM_FEATURES.codec().encode(item)).hasSizeLessThan(1_300);
  }

  /** Of one that everything happens to each hour of a year, along with everything in the shop. */
  @Test
  void noItemIsMoreThanEightThousandBytes() {
    ItemBehaviour item = ItemBehaviour.empty("item-1");
    for (int hour = 0; hour < YEAR * 24; hour++) {
      for (EventType type : EventType.values()) {
        item = item.with(act(type, BEGIN + hour * DAY / 24), PositionCurve.STANDARD);
      }
      for (Companions.Kind kind : Companions.Kind.values()) {
        item = item.with(met(kind, BEGIN + hour * DAY / 24));
      }
    }

    assertThat(Topics.ITEM_FEATURES.codec().encode(item)).hasSizeLessThan(8_000);
  }

  private static ItemAct act(EventType type, long millis) {
    return new ItemAct("item-1", "v", 1, type, millis, 0, 3, 19.99, 59.97, 7, millis);
  }

  private Companions met(Companions.Kind kind, long millis) {
    return new Companions("item-1", List.of("item-" + random.nextInt(1_000)), kind, millis);
  }
}
