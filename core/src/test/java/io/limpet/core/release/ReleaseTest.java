package io.limpet.core.release;

import static io.limpet.core.release.Release.State.RELEASED;
import static io.limpet.core.release.Release.State.ROLLED_BACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  @Test
  void theLatestReleaseInUseIsCurrent() {
    Release one = new Release("g1", RELEASED, 1);
    Release two = new Release("g2", RELEASED, 2);

    assertThat(Release.current(List.of())).isEmpty();
    assertThat(Release.current(List.of(two, one))).contains(two);
    assertThat(Release.current(List.of(one, new Release("g2", ROLLED_BACK, 3)))).contains(one);
    assertThat(Release.current(List.of(new Release("g2", ROLLED_BACK, 3)))).isEmpty();
  }

  @Test
  void ofTwoAtTheSameTimeEveryoneChoosesTheSame() {
    Release one = new Release("g1", RELEASED, 1);
    Release two = new Release("g2", RELEASED, 1);

    assertThat(Release.current(List.of(one, two))).isEqualTo(Release.current(List.of(two, one)));
  }
}
