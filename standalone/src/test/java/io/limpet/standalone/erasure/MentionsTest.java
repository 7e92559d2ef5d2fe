package io.limpet.standalone.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MentionsTest {
  private final Mentions mentions = new Mentions(Set.of("17", "anonymous:phone"));

  @Test
  void knowsAnEventByItsKey() {
    assertThat(mentions.in("17".getBytes(UTF_8), event("{}", ""))).isTrue();
    assertThat(mentions.in("171".getBytes(UTF_8), event("{}", ""))).isFalse();
  }

  @Test
  void knowsAnEventByItsIdsAlone() {
    assertThat(mentions.in(null, event("{\"user_id\":\"17\"}", ""))).isTrue();
    assertThat(mentions.in(null, event("{\"user_id\":17}", ""))).isTrue();
    assertThat(mentions.in(null, event("{\"anonymous_id\":\"phone\"}", ""))).isTrue();
    assertThat(mentions.in(null, event("{\"user_id\":\"phone\"}", ""))).isFalse();
    assertThat(mentions.in(null, event("{\"user_id\":\"4\",\"quantity\":17}", ""))).isFalse();
  }

  @Test
  void knowsAnUnreadableEventByTheWord() {
    assertThat(mentions.in(null, event("{\"user_id\":\"17\"", ""))).isTrue();
    assertThat(mentions.in(null, event("{\"user_id\":\"4\", 171", ""))).isFalse();
    assertThat(mentions.in(null, event("not JSON, of a phone", ""))).isTrue();
  }

  @Test
  void knowsAnEventByWhatIsSaidOfIt() {
    assertThat(mentions.in(null, event("{}", "user_id is \"17\""))).isTrue();
    assertThat(mentions.in(null, event("{}", "user_id is \"18\""))).isFalse();
  }

  private static RejectedEvent event(String raw, String message) {
    var rejection = new Rejection(RejectReason.BAD_ID, "user_id", message);
    return new RejectedEvent(rejection, raw.getBytes(UTF_8), 1, 0, 1);
  }
}
