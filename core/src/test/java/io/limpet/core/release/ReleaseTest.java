package io.limpet.core.release;

import static io.limpet.core.release.Release.State.RELEASED;
import static io.limpet.core.release.Release.State.ROLLED_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
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

  @Test
  void aCanaryLastsUntilSomethingElseIsDecided() {
    Release one = new Release("g1", RELEASED, 1);
    Release canary = Release.canary("g2", 0.1, 2);
    assertThat(Release.current(List.of(one, canary))).contains(one);
    assertThat(Release.canary(List.of(one, canary))).contains(canary);
    assertThat(Release.canary(List.of(one, canary, Release.canary("g3", 0.2, 3))))
        .contains(Release.canary("g3", 0.2, 3));
    // Another one was released to everybody, or there is none that serves the others.
    assertThat(Release.canary(List.of(one, canary, new Release("g3", RELEASED, 3)))).isEmpty();
    assertThat(Release.canary(List.of(canary))).isEmpty();
    assertThat(Release.canary(List.of(one, new Release("g2", ROLLED_BACK, 3)))).isEmpty();
  }

  @Test
  void aCanaryTakesItsShareOfVisitorsAndTheSameAndMoreWhenItGrows() {
    Release small = Release.canary("g2", 0.1, 1);
    Release large = Release.canary("g2", 0.3, 2);
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      String visitor = "v" + i;
      taken += small.takes(visitor) ? 1 : 0;
      assertThat(!small.takes(visitor) || large.takes(visitor)).isTrue();
      assertThat(new Release("g2", RELEASED, 1).takes(visitor)).isFalse();
    }
    assertThat(taken).isBetween(850, 1_150);
  }

  @Test
  void aShareThatIsNoneIsRefusedAndDecisionsOfBeforeStayReadable() {
    for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Release.canary("g2", share, 1))
          .withMessageContaining("share is " + share);
    }
    Release canary = Release.canary("g2", 0.25, 2);
    assertThat(Topics.MODELS.codec().decode(Topics.MODELS.codec().encode(canary)))
        .isEqualTo(canary);
    assertThat(
            new String(
                Topics.MODELS.codec().encode(new Release("g1", RELEASED, 1)),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"generation\":\"g1\",\"state\":\"RELEASED\",\"at_millis\":1}");
  }
}
