package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static io.limpet.core.feature.Acts.GAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureReplayTest {
  private static final Comparator<CleanEvent> BY_TIME =
      Comparator.comparingLong(clean -> clean.event().timestampMillis());

  private final Acts acts = new Acts(new Random(7));

  private static FeatureReplay replay(List<CleanEvent> events) {
    var replay = new FeatureReplay(Acts::listing, PositionCurve.STANDARD, GAP);
    events.stream().sorted(BY_TIME).forEach(replay::take);
    return replay;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void theOrderOfEventsDoesNotMatterToTheLastBit(long seed) {
    Random random = new Random(seed);
    // As many sessions as are kept of each of four visitors, and one item more than that.
    List<CleanEvent> events = new Acts(random).events(400, 1);
    List<CleanEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);

    for (String visitor : List.of("v0", "v1", "v2", "v3")) {
      assertThat(user(visitor, shuffled)).isEqualTo(user(visitor, events));
    }
    assertThat(item("i3", shuffled)).isEqualTo(item("i3", events));
  }

  private static UserBehaviour user(String visitor, List<CleanEvent> events) {
    UserBehaviour user = UserBehaviour.empty(visitor);
    for (CleanEvent clean : events) {
      if (clean.event().visitor().equals(visitor)) {
        List<UserAct> acts =
            clean.event().items().isEmpty()
                ? List.of(UserAct.of(clean))
                : ItemAct.of(clean).stream()
                    .map(act -> UserAct.of(act, Acts.listing(act.itemId())))
                    .toList();
        for (UserAct act : acts) {
          user = user.with(act);
        }
      }
    }
    return user;
  }

  private static ItemBehaviour item(String itemId, List<CleanEvent> events) {
    ItemBehaviour item = ItemBehaviour.empty(itemId).with(Acts.listing(itemId));
    for (CleanEvent clean : events) {
      for (ItemAct act : ItemAct.of(clean)) {
        item = act.itemId().equals(itemId) ? item.with(act, PositionCurve.STANDARD) : item;
      }
      for (Companions met : Companions.bought(clean.event())) {
        item = met.itemId().equals(itemId) ? item.with(met) : item;
      }
    }
    return item;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void countsWhatASlowLookThroughAllEventsCounts(long seed) {
    List<CleanEvent> events = new Acts(new Random(seed)).events(2_000, 120);
    long now = BEGIN + 120 * DAY;
    FeatureReplay replay = replay(events);

    for (Window window : Window.values()) {
      long begin = window == Window.EVER ? 0 : window.begin(now);
      Predicate<CleanEvent> within = clean -> clean.event().timestampMillis() >= begin;
      String end = "_" + window.label();
      assertThat(user(replay, "v1", "orders" + end, now))
          .isEqualTo(
              events.stream()
                  .filter(within)
                  .filter(of -> is(of, "v1", EventType.PURCHASE))
                  .count());
      assertThat(user(replay, "v1", "events" + end, now))
          .isEqualTo(
              events.stream()
                  .filter(within)
                  .filter(of -> of.event().visitor().equals("v1"))
                  .count());
      assertThat(user(replay, "v1", "spend" + end, now))
          .isCloseTo(
              paid(events.stream().filter(within).filter(of -> is(of, "v1", EventType.PURCHASE)))
                  - paid(
                      events.stream().filter(within).filter(of -> is(of, "v1", EventType.REFUND))),
              within(0.5));
      assertThat(item(replay, "i2", "view_item" + end, now))
          .isEqualTo(lines(events.stream().filter(within), "i2", EventType.VIEW_ITEM).count());
      assertThat(item(replay, "i2", "examined" + end, now))
          .isCloseTo(
              events.stream()
                  .filter(within)
                  .filter(of -> of.event().type() == EventType.VIEW_ITEM_LIST)
                  .mapToDouble(FeatureReplayTest::examinedOfTwo)
                  .sum(),
              within(0.5));
    }
  }

  private static boolean is(CleanEvent of, String visitor, EventType type) {
    return of.event().visitor().equals(visitor) && of.event().type() == type;
  }

  private static Stream<LineItem> lines(Stream<CleanEvent> of, String itemId, EventType type) {
    return of.filter(clean -> clean.event().type() == type)
        .flatMap(clean -> clean.event().items().stream())
        .filter(line -> line.itemId().equals(itemId));
  }

  private static double examinedOfTwo(CleanEvent clean) {
    double sum = 0;
    for (int at = 0; at < clean.event().items().size(); at++) {
      LineItem line = clean.event().items().get(at);
      Integer index = line.index();
      if (line.itemId().equals("i2")) {
        sum += 1 / Math.sqrt(1 + (index == null ? at : index));
      }
    }
    return sum;
  }

  private static double paid(Stream<CleanEvent> of) {
    return of.mapToDouble(
            clean -> {
              List<LineItem> lines = clean.event().items();
              double sum = 0;
              for (LineItem line : lines) {
                Double value = clean.event().value();
                Double listed = Acts.listing(line.itemId()).price();
                if (line.price() != null) {
                  sum += line.price() * line.quantity();
                } else if (lines.size() == 1 && value != null) {
                  sum += value;
                } else if (listed != null) {
                  sum += listed * line.quantity();
                }
              }
              return sum;
            })
        .sum();
  }

  private static double user(FeatureReplay replay, String visitor, String name, long now) {
    return UserFeatures.list().stream()
        .filter(of -> of.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at(replay.userAt(visitor, now), now);
  }

  private static double item(FeatureReplay replay, String itemId, String name, long now) {
    return ItemFeatures.list().stream()
        .filter(of -> of.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at(replay.itemAt(itemId, now), now);
  }

  @Test
  void whatComesLaterChangesNothingOfBefore() {
    List<CleanEvent> events = acts.events(1_000, 60);
    long cut = BEGIN + 31 * DAY + 12_345;
    FeatureReplay whole = new FeatureReplay(Acts::listing, PositionCurve.STANDARD, GAP);
    double[][] before = {};
    for (CleanEvent clean : events.stream().sorted(BY_TIME).toList()) {
      if (before.length == 0 && clean.event().timestampMillis() >= cut) {
        before = values(whole, cut);
      }
      whole.take(clean);
    }
    FeatureReplay first =
        replay(events.stream().filter(of -> of.event().timestampMillis() < cut).toList());

    assertThat(before).isDeepEqualTo(values(first, cut));
    assertThat(Arrays.deepToString(values(whole, BEGIN + 60 * DAY)))
        .isNotEqualTo(Arrays.deepToString(before));
  }

  @Test
  void aUserHasWhatTheDeviceDidFromTheSignInOnAndNotBefore() {
    var replay = new FeatureReplay(Acts::listing, PositionCurve.STANDARD, GAP);
    replay.take(anonymous(EventType.VIEW_ITEM, null, BEGIN));
    replay.take(view("ann", "s", BEGIN + 1, "i1"));
    long signIn = BEGIN + 1_000;
    double[] before = UserFeatures.values(replay.userAt("ann", signIn), signIn);
    replay.take(anonymous(EventType.IDENTIFY, "ann", signIn));
    UserBehaviour after = replay.userAt("ann", signIn + 1);

    assertThat(after.counts().of(EventType.VIEW_ITEM, Window.EVER, signIn)).isEqualTo(2);
    assertThat(after.times().first()).isEqualTo(BEGIN);
    assertThat(UserFeatures.values(after, signIn)).isNotEqualTo(before);
    assertThat(replay.visitors()).containsExactly("ann");
    // Items have counted it already.
    assertThat(
            replay.itemAt("i1", signIn + 1).counts().of(EventType.VIEW_ITEM, Window.EVER, signIn))
        .isEqualTo(2);
  }

  private static CleanEvent anonymous(EventType type, @Nullable String user, long millis) {
    List<LineItem> items = user == null ? List.of(LineItem.of("i1")) : List.of();
    Event event =
        new Event(
            "a" + millis,
            type,
            user,
            "phone",
            null,
            millis,
            items,
            null,
            null,
            null,
            null,
            Map.of());
    return new CleanEvent(event, "s", millis, 1, millis);
  }

  private static double[][] values(FeatureReplay replay, long at) {
    return new double[][] {
      UserFeatures.values(replay.userAt("v1", at), at),
      ItemFeatures.values(replay.itemAt("i2", at), at)
    };
  }

  @Test
  void countsPairsOfASessionOnceItIsOver() {
    var replay = new FeatureReplay(Acts::listing, PositionCurve.STANDARD, GAP);
    long last = BEGIN;
    for (String item : List.of("i1", "i2", "i1", "i3")) {
      last += 1_000;
      replay.take(view("v", "s", last, item));
    }
    long over = last + GAP.toMillis();

    assertThat(replay.itemAt("i1", over - 1).viewedWith()).isEqualTo(Named.NONE);
    assertThat(replay.itemAt("i1", over).viewedWith().sums()).containsOnlyKeys("i2", "i3");
    assertThat(replay.itemAt("i2", over).viewedWith().weight("i1", over))
        .isCloseTo(1, within(0.001));
  }

  private CleanEvent view(String visitor, String session, long millis, String item) {
    return acts.of(EventType.VIEW_ITEM, visitor, session, millis, List.of(LineItem.of(item)));
  }

  @Test
  void pairsWhatWasBoughtTogetherAtOnce() {
    var replay = new FeatureReplay(Acts::listing, PositionCurve.STANDARD, GAP);
    replay.take(
        acts.of(
            EventType.PURCHASE,
            "v",
            "s",
            BEGIN,
            List.of(LineItem.of("i1"), LineItem.of("i2"), LineItem.of("i1"))));

    assertThat(replay.itemAt("i1", BEGIN).boughtWith().strongest(9, BEGIN))
        .extracting(Named.Weight::name)
        .containsExactly("i2");
    assertThat(replay.visitors()).containsExactly("v");
    assertThat(replay.items()).containsExactlyInAnyOrder("i1", "i2");
  }

  @Test
  void refusesToGoBackInTime() {
    FeatureReplay replay = replay(List.of(view("v", "s", BEGIN, "i1")));

    assertThatThrownBy(() -> replay.userAt("v", BEGIN - 1))
        .hasMessageContaining("order of their time");
  }
}
