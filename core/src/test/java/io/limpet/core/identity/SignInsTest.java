package io.limpet.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignInsTest {
  private static final long NOON = 1_769_860_800_000L;
  private static final long HOUR = 3_600_000L;

  @Test
  void whatWasDoneIsOfWhoSignsInNext() {
    SignIns signIns = signIns(at("ann", 10), at("bob", 20));
    assertThat(owner(signIns, 3)).isEqualTo("ann");
    assertThat(owner(signIns, 10)).as("that very moment").isEqualTo("ann");
    assertThat(owner(signIns, 11)).isEqualTo("bob");
    assertThat(owner(signIns, 21)).as("the device's own").isNull();
    assertThat(owner(SignIns.none(), 3)).isNull();
  }

  @Test
  void aClockThatIsALittleAheadKeepsNothingBack() {
    SignIns signIns = signIns(at("ann", 10));
    long signedIn = NOON + 10 * HOUR;
    assertThat(signIns.next(signedIn + 30_000, signedIn - 1))
        .as("arrived before, by a clock that is half a minute ahead")
        .isPresent();
    assertThat(signIns.next(signedIn + 30_000, signedIn + 30_001)).as("after").isEmpty();
    assertThat(signIns.next(signedIn + 70_000, signedIn - 1)).as("too far ahead").isEmpty();
  }

  @Test
  void whoSignsInWithEveryPageDrivesNobodyOut() {
    SignIns signIns = signIns(at("ann", 5), at("bob", 10));
    for (int hour = 11; hour < 200; hour++) {
      signIns = signIns.with(at("bob", hour));
    }
    assertThat(signIns.all()).hasSize(SignIns.KEPT);
    assertThat(owner(signIns, 3)).isEqualTo("ann");
    assertThat(owner(signIns, 6)).isEqualTo("bob");
    assertThat(owner(signIns, 199)).isEqualTo("bob");
    assertThat(owner(signIns, 200)).isNull();
    assertThat(signIns.isUnsure(at("ann", 5))).isFalse();
    assertThat(signIns.isLast(at("bob", 199))).isTrue();
    assertThat(signIns.isLast(at("bob", 198))).isFalse();
  }

  @Test
  void saysThatNobodyKnowsWhenTooManySignedInSince() {
    List<SignIn> all = new ArrayList<>();
    for (int i = 0; i < SignIns.KEPT + 1; i++) {
      all.add(at("user-" + i, 10 * i));
    }
    SignIns few = signIns(all.subList(1, SignIns.KEPT).toArray(SignIn[]::new));
    assertThat(few.isUnsure(few.next(NOON, NOON + 100 * HOUR).orElseThrow())).isFalse();
    SignIns many = signIns(all.toArray(SignIn[]::new));
    assertThat(many.all()).hasSize(SignIns.KEPT);
    assertThat(many.isUnsure(many.next(NOON, NOON + 100 * HOUR).orElseThrow())).isTrue();
    assertThat(many.isUnsure(many.next(NOON + 11 * HOUR, NOON + 100 * HOUR).orElseThrow()))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void theOrderInWhichSignInsArriveDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<SignIn> all = new ArrayList<>();
    for (int i = 0; i < SignIns.KEPT; i++) {
      all.add(at("user-" + i % 3, 10 * i));
    }
    List<SignIn> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    SignIns signIns = signIns(shuffled.toArray(SignIn[]::new));
    for (int hour = 0; hour < 10 * SignIns.KEPT; hour++) {
      long millis = NOON + hour * HOUR;
      String slow =
          all.stream()
              .filter(signIn -> signIn.millis() >= millis)
              .min(Comparator.comparingLong(SignIn::millis))
              .map(SignIn::user)
              .orElse(null);
      assertThat(owner(signIns, hour)).as("seed %d, hour %d", seed, hour).isEqualTo(slow);
    }
  }

  @Test
  void isWhatAnIdentifyEventSays() {
    Event identify =
        new Event(
            "e",
            EventType.IDENTIFY,
            "ann",
            "a1",
            null,
            NOON,
            List.of(),
            null,
            null,
            null,
            null,
            Map.of());
    assertThat(SignIn.of(new CleanEvent(identify, "s", NOON + 5, 0, 0)))
        .isEqualTo(new SignIn("ann", NOON, NOON + 5));
    assertThat(identify.visitor()).isEqualTo("anonymous:a1");
  }

  private static SignIn at(String user, int hour) {
    return new SignIn(user, NOON + hour * HOUR, NOON + hour * HOUR);
  }

  private static SignIns signIns(SignIn... all) {
    SignIns signIns = SignIns.none();
    for (SignIn signIn : all) {
      signIns = signIns.with(signIn);
    }
    return signIns;
  }

  private static String owner(SignIns signIns, int hour) {
    return signIns.next(NOON + hour * HOUR, NOON + 1_000 * HOUR).map(SignIn::user).orElse(null);
  }
}
