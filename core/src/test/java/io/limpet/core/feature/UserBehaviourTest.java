package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of what somebody did add up to what a fold of all of it finds. */
class UserBehaviourTest {
  /** Of half a year, so that hours, days and half-lives of parts are let go of. */
  private static List<UserAct> acts(Random random, int count, int names, int sessions) {
    List<UserAct> acts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = BEGIN + random.nextLong(180 * DAY);
      acts.add(
          new UserAct(
              "v",
              random.nextInt(sessions),
              EventType.ofCode(random.nextInt(EventType.OF_ITEMS)),
              millis,
              random.nextInt(2),
              random.nextInt(3),
              random.nextInt(9_999) / 100.0,
              random.nextBoolean() ? 1 + random.nextInt(999) / 10.0 : null,
              random.nextInt(3) == 0 ? null : "c" + random.nextInt(names),
              random.nextBoolean() ? null : "b" + random.nextInt(names),
              millis,
              null));
    }
    return acts;
  }

  private static UserBehaviour slow(List<UserAct> acts) {
    UserBehaviour all = UserBehaviour.empty("v");
    for (UserAct act : acts) {
      all = all.with(act);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void partsAddUpInAnyOrderAndGroupingToTheLastBit(long seed) {
    Random random = new Random(seed);
    List<UserAct> acts = acts(random, 400, UserBehaviour.NAMES, Sessions.KEPT);
    List<UserBehaviour> parts = new ArrayList<>();
    for (int from = 0, to; from < acts.size(); from = to) {
      to = Math.min(acts.size(), from + random.nextInt(80));
      parts.add(slow(acts.subList(from, to)));
    }
    UserBehaviour whole = slow(acts);

    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      UserBehaviour one = parts.removeLast();
      UserBehaviour other = parts.removeLast();
      assertThat(one.and(other)).isEqualTo(other.and(one));
      parts.add(one.and(other));
    }
    assertThat(parts.getFirst()).isEqualTo(whole).hasSameHashCodeAs(whole);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void beyondTheBoundsItIsStillBounded(long seed) {
    Random random = new Random(seed);
    UserBehaviour one = slow(acts(random, 300, 60, 40));
    UserBehaviour other = slow(acts(random, 300, 60, 40));
    UserBehaviour both = one.and(other);

    assertThat(both.categories().sums()).hasSize(UserBehaviour.NAMES);
    assertThat(both.brands().sums()).hasSize(UserBehaviour.NAMES);
    assertThat(both.sessions().latest()).hasSize(Sessions.KEPT);
    assertThat(both).isEqualTo(other.and(one));
    // What is counted has no such bound.
    assertThat(both.version()).isEqualTo(600);
    assertThat(both.counts().events(Window.EVER, BEGIN + 180 * DAY))
        .isEqualTo(
            one.counts().events(Window.EVER, BEGIN + 180 * DAY)
                + other.counts().events(Window.EVER, BEGIN + 180 * DAY));
  }

  @Test
  void nothingAddsNothing() {
    UserBehaviour some = slow(acts(new Random(3), 50, 5, 5));
    UserBehaviour nothing = UserBehaviour.empty("v");

    assertThat(some.and(nothing)).isEqualTo(some);
    assertThat(nothing.and(some)).isEqualTo(some);
    assertThat(nothing.isEmpty()).isTrue();
    assertThat(some.isEmpty()).isFalse();
  }
}
