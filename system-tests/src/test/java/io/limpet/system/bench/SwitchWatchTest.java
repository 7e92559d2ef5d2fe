package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.Event;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.system.load.Traffic;
import org.junit.jupiter.api.Test;

class SwitchWatchTest {
  private final SwitchWatch watch = new SwitchWatch("new", 1_000);

  @Test
  void tellsFreshEventsFromMoves() {
    watch.accept(vector("ann", "old", 1, 900), 905);
    watch.accept(vector("bob", "old", 1, 1_500), 1_507);
    watch.released(2_000);
    watch.accept(vector("ann", "new", 1, 900), 2_100);
    watch.accept(vector("bob", "new", 2, 2_200), 2_203);
    watch.accept(vector("bob", "new", 3, 2_900), 2_999);

    SwitchWatch.Result seen = watch.result();
    assertThat(seen.users()).isEqualTo(2);
    assertThat(seen.moved()).isEqualTo(2);
    assertThat(seen.seconds()).isEqualTo(.203);
    assertThat(seen.before().count()).isEqualTo(1);
    assertThat(seen.before().max()).isCloseTo(7, within(.01));
    assertThat(seen.meanwhile().count()).isEqualTo(1);
    assertThat(seen.meanwhile().max()).isCloseTo(3, within(.01));
  }

  private static UserVector vector(String visitor, String generation, int events, long version) {
    Event event = Traffic.view("e", visitor, "item");
    UserProfile profile = UserProfile.of(event, item -> null);
    for (int more = 1; more < events; more++) {
      profile = profile.and(UserProfile.of(event, item -> null));
    }
    return new UserVector(visitor, generation, new float[] {1}, profile, version, "e" + events);
  }
}
