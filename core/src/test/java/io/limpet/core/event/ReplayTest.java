package io.limpet.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  @Test
  void readsWhatItWrites() {
    for (boolean released : new boolean[] {true, false}) {
      var replay = new Replay(3, 1L << 40, 1_772_366_400_000L, released);
      assertThat(Replay.parse(new String(replay.bytes(), UTF_8))).contains(replay);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "released", "3-7", "3-7 12 freed", "-1-7 12", "3-7 99999999999999999999"})
  void takesWhatItCannotReadForNothing(String header) {
    assertThat(Replay.parse(header)).isEmpty();
  }

  @Test
  void keepsAsMuchOfAnEventAsARecordTakes() {
    assertThat(RejectedEvent.bounded(new byte[5])).hasSize(5);
    byte[] cut = RejectedEvent.bounded(new byte[RejectedEvent.RAW_BYTES + 5]);
    assertThat(new RejectedEvent(REJECTION, cut, 1, 2, 3).isCut()).isTrue();
    assertThat(new RejectedEvent(REJECTION, new byte[5], 1, 2, 3).isCut()).isFalse();
  }

  private static final Rejection REJECTION = new Rejection(RejectReason.BAD_ID, "user_id", "m");
}
