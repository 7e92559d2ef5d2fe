package io.limpet.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {
  private static final long AT = 1_769_860_800_000L;

  private final Fence fence = new Fence();

  @Test
  void tellsToForgetUntilItIsNotedThatAllHave() {
    Erasure asked = Erasure.request("r1", "ann", AT, null);
    var forgotten = new Erasure.Step(Erasure.STATE_OF_JOBS, 1, AT, "");

    assertThat(asked.tellsToForget()).isFalse();
    assertThat(asked.ordered().tellsToForget()).isTrue();
    assertThat(asked.ordered().with(forgotten).tellsToForget()).isFalse();
    assertThat(asked.done().tellsToForget()).isFalse();
  }

  @Test
  void keepsOutWhatWasDoneUpToTheErasureAndNothingElse() {
    fence.add(Erasure.request("r1", "ann", AT, null));

    assertThat(fence.keepsOut("ann", AT)).isTrue();
    assertThat(fence.keepsOut("ann", AT + 1)).isFalse();
    assertThat(fence.keepsOut("bob", AT)).isFalse();
    assertThat(fence.keepsOut("anonymous:ann", AT)).isFalse();
  }

  @Test
  void keepsTheDevicesOutThatFollow() {
    Erasure asked = Erasure.request("r1", "ann", AT, null);
    fence.add(asked);
    fence.add(asked.fenced(List.of("ann", "anonymous:d1"), List.of()));

    assertThat(fence.keepsOut("anonymous:d1", AT)).isTrue();
  }

  @Test
  void theLatestErasureOfAVisitorCounts() {
    Erasure first = Erasure.request("r1", "ann", AT, null);
    fence.add(Erasure.request("r2", "ann", AT + 10, first.salt()));
    fence.add(first);

    assertThat(fence.keepsOut("ann", AT + 10)).isTrue();
  }

  @Test
  void knowsTheMarksOfSeveralSalts() {
    fence.add(Erasure.request("r1", "ann", AT, null));
    fence.add(Erasure.request("r2", "bob", AT, null));

    assertThat(fence.keepsOut("ann", AT)).isTrue();
    assertThat(fence.keepsOut("bob", AT)).isTrue();
  }

  @Test
  void aReceiptHoldsNoIdAndKeepsOutAllTheSame() {
    Erasure asked = Erasure.request("r1", "ann-of-the-hill", AT, null);
    Erasure receipt =
        asked
            .fenced(
                List.of("ann-of-the-hill", "anonymous:d1-of-ann"),
                List.of(new Erasure.Link("bob-of-the-vale", "anonymous:d1-of-ann")))
            .ordered()
            .with(new Erasure.Step("lake", 3, AT, "1 file"))
            .done();
    String text = new String(Topics.ERASURES.codec().encode(receipt), StandardCharsets.UTF_8);
    fence.add(Topics.ERASURES.codec().decode(text.getBytes(StandardCharsets.UTF_8)));

    assertThat(text).doesNotContain("-of-");
    assertThat(fence.keepsOut("ann-of-the-hill", AT)).isTrue();
    assertThat(fence.keepsOut("anonymous:d1-of-ann", AT)).isTrue();
  }

  @Test
  void aStepDoneAgainStandsOnce() {
    Erasure erasure =
        Erasure.request("r1", "ann", AT, null)
            .with(new Erasure.Step("lake", 3, AT, ""))
            .with(new Erasure.Step("lake", 0, AT + 1, ""));

    assertThat(erasure.steps()).containsExactly(new Erasure.Step("lake", 0, AT + 1, ""));
  }
}
