package io.limpet.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ConsoleProgress progress =
      new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, nanos::get);

  @Test
  void tellsSpeedTimeLeftAndNote() {
    try (Progress.Step step = progress.begin("Training", 1000, "examples")) {
      step.to(0);
      step.note("epoch 1, loss 2.0000");
      nanos.set(TimeUnit.SECONDS.toNanos(10));
      step.to(250);
    }
    assertThat(lines())
        .containsExactly(
            "Training: 25 %, 25 examples/s, 30 s left, epoch 1, loss 2.0000",
            "Training: 10.0 s, epoch 1, loss 2.0000");
  }

  @Test
  void doesNotCountWhatWasDoneBeforeAnInterruption() {
    try (Progress.Step step = progress.begin("Training", 1000, "examples")) {
      step.to(500);
      nanos.set(TimeUnit.SECONDS.toNanos(10));
      step.to(600);
    }
    assertThat(lines()).contains("Training: 60 %, 10 examples/s, 40 s left");
  }

  @Test
  void saysNothingBetweenTwoLinesThatWouldBeClose() {
    try (Progress.Step step = progress.begin("Reading", 10)) {
      for (int done = 0; done < 10; done++) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        step.to(done);
      }
    }
    assertThat(lines()).containsExactly("Reading: 1.0 s");
  }

  private String[] lines() {
    return bytes.toString(StandardCharsets.UTF_8).split("\\R");
  }
}
