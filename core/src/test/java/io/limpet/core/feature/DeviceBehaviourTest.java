package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceBehaviourTest {
  private static final String DEVICE = "anonymous:d";
  private static final long MINUTE = 60_000;

  private final VisitorFolds folds = new VisitorFolds();

  private static UserAct act(String visitor, long millis, long received, @Nullable String user) {
    EventType type = user == null ? EventType.VIEW_ITEM : EventType.IDENTIFY;
    return new UserAct(
        visitor, 1, type, millis, 0, 1, 0, 2.5, user == null ? "c" : null, null, received, user);
  }

  private void view(long minute, long receivedMinute) {
    folds.take(act(DEVICE, BEGIN + minute * MINUTE, BEGIN + receivedMinute * MINUTE, null));
  }

  private void view(long minute) {
    view(minute, minute);
  }

  private void signIn(String user, long minute) {
    folds.take(act(DEVICE, BEGIN + minute * MINUTE, BEGIN + minute * MINUTE, user));
  }

  private long views(String visitor) {
    return folds.of(visitor).counts().of(EventType.VIEW_ITEM, Window.EVER, BEGIN);
  }

  /** Acts overtake sign-ins, and each other, on their way through a cluster. */
  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void whoseAnActIsGoesByItsTimesHoweverItComes(long seed) {
    Random random = new Random(seed);
    List<UserAct> acts = new ArrayList<>();
    List<UserAct> signIns = new ArrayList<>();
    for (int i = 0; i < DeviceBehaviour.RECENT; i++) {
      long millis = BEGIN + random.nextLong(120 * MINUTE);
      acts.add(act(DEVICE, millis, millis + random.nextLong(3 * MINUTE), null));
    }
    for (int i = 0; i < SignIns.KEPT - 1; i++) {
      long millis = BEGIN + i * 15 * MINUTE + random.nextLong(10 * MINUTE);
      long received = millis + random.nextLong(2 * MINUTE);
      signIns.add(act(DEVICE, millis, received, "u" + random.nextInt(3)));
    }
    Map<String, UserBehaviour> wanted = slow(acts, signIns);
    // Sign-ins of one device have an order, and nothing else has.
    List<UserAct> arriving = new ArrayList<>(acts);
    Collections.shuffle(arriving, random);
    int at = 0;
    for (UserAct signIn : signIns) {
      at += random.nextInt(arriving.size() - at + 1);
      arriving.add(at++, signIn);
    }
    arriving.forEach(folds::take);

    assertThat(folds.visitors()).isEqualTo(wanted.keySet());
    wanted.forEach((visitor, all) -> assertThat(folds.of(visitor)).isEqualTo(all));
  }

  private static Map<String, UserBehaviour> slow(List<UserAct> acts, List<UserAct> signIns) {
    SignIns all =
        SignIns.ofAll(
            signIns.stream()
                .map(of -> new SignIn(of.signedIn(), of.millis(), of.receivedMillis()))
                .toList());
    Map<String, UserBehaviour> slow = new HashMap<>();
    for (UserAct act : acts) {
      String owner =
          all.next(act.millis(), act.receivedMillis()).map(SignIn::user).orElse(act.visitor());
      slow.put(owner, slow.getOrDefault(owner, UserBehaviour.empty(owner)).with(act));
    }
    for (UserAct signIn : signIns) {
      String user = signIn.signedIn();
      slow.put(user, slow.getOrDefault(user, UserBehaviour.empty(user)).with(signIn));
    }
    return slow;
  }

  @Test
  void twoUsersOnOneDeviceGetWhatIsTheirs() {
    view(1);
    view(2);
    signIn("ann", 3);
    view(5);
    signIn("ben", 6);
    view(8);
    // Late, of before ann signed in.
    view(0, 9);

    assertThat(views("ann")).isEqualTo(3);
    assertThat(views("ben")).isEqualTo(1);
    assertThat(views(DEVICE)).isEqualTo(1);
    assertThat(folds.visitors()).containsExactlyInAnyOrder("ann", "ben", DEVICE);
  }

  @Test
  void aUserHasNothingOfTheDeviceBeforeTheSignIn() {
    view(1);
    folds.take(act("ann", BEGIN, BEGIN, null));
    assertThat(views("ann")).isEqualTo(1);
    signIn("ann", 3);
    assertThat(views("ann")).isEqualTo(2);
    assertThat(folds.visitors()).containsExactly("ann");
  }

  @Test
  void aSignInOlderThanAllThatIsRecentTakesTheRestAlong() {
    for (int minute = 1; minute <= DeviceBehaviour.RECENT + 5; minute++) {
      view(minute);
    }
    signIn("ann", 3);

    // Two would be right; sums of five cannot be parted.
    assertThat(views("ann")).isEqualTo(5);
    assertThat(views(DEVICE)).isEqualTo(DeviceBehaviour.RECENT);
  }

  @Test
  void aSignInThatComesAfterALaterOneFindsNothingLeft() {
    view(1);
    signIn("ben", 10);
    signIn("ann", 5);

    assertThat(views("ben")).isEqualTo(1);
    assertThat(views("ann")).isZero();
    assertThat(folds.of("ann").counts().of(EventType.IDENTIFY, Window.EVER, BEGIN)).isEqualTo(1);
  }

  @Test
  void whatIsFromBeforeAllSignInsThatAreKeptIsNobodys() {
    for (int i = 0; i < SignIns.KEPT; i++) {
      signIn("u" + i, 10 + i);
    }
    DeviceBehaviour device = DeviceBehaviour.empty(DEVICE);
    for (int i = 0; i < SignIns.KEPT; i++) {
      long millis = BEGIN + (10 + i) * MINUTE;
      device = device.after(act(DEVICE, millis, millis, "u" + i)).device();
    }
    DeviceBehaviour.Outcome late = device.after(act(DEVICE, BEGIN, BEGIN + 60 * MINUTE, null));
    view(0, 60);

    assertThat(late.isOwnerless()).isTrue();
    assertThat(late.given()).isNull();
    assertThat(late.device()).isEqualTo(device);
    assertThat(views("u0")).isZero();
    assertThat(folds.visitors()).doesNotContain(DEVICE);
  }
}
