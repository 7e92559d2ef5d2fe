package io.limpet.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
  private static final long HEAP = 2_500L << 20;

  @Test
  void namesTheHeapAndTheOptionThatDoublesIt() {
    assertThat(OutOfMemory.line(new OutOfMemoryError("Java heap space"), HEAP))
        .hasValueSatisfying(
            line -> assertThat(line).contains("2,500 MB").contains("LIMPET_JAVA_OPTS=-Xmx5000m"));
  }

  @Test
  void findsItBehindTheFailureOfAThread() {
    var failure =
        new IllegalStateException("a part failed", new OutOfMemoryError("Java heap space"));

    assertThat(OutOfMemory.line(failure, HEAP)).isPresent();
  }

  @Test
  void tellsMemoryOutsideTheHeapFromTheHeap() {
    var failure =
        new OutOfMemoryError("Failed to allocate memory within limits: totalPhysicalBytes > max");

    assertThat(OutOfMemory.line(failure, HEAP))
        .hasValueSatisfying(line -> assertThat(line).contains("javacpp.maxbytes"));
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThat(OutOfMemory.line(new IllegalStateException("no"), HEAP)).isEmpty();
  }
}
