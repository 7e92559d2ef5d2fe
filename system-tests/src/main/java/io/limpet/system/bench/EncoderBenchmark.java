package io.limpet.system.bench;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH measures of an encoder: a user whose events come in one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EncoderBenchmark {
  private static final int INPUTS = 1_024;
  private static final int HISTORY = 50;

  /** Name among {@link RandomEncoders}. */
  @Param("hybrid")
  public String encoder = "hybrid";

  /** Floats of an embedding. */
  @Param("64")
  public int width = 64;

  private UserEncoder measured = RandomEncoders.pooled();
  private EncoderState state = measured.newState();
  private float[][] inputs = {};
  private int next;

  /** A user with some history: the memory of attention is full. */
  @Setup
  public void prepare() {
    measured = Objects.requireNonNull(RandomEncoders.of(width).get(encoder), encoder);
    state = measured.newState();
    inputs = RandomEncoders.inputs(INPUTS, measured.inputDimensions());
    next = 0;
    for (int i = 0; i < HISTORY; i++) {
      fold();
    }
  }

  /** Takes an event into the state. */
  @Benchmark
  public EncoderState fold() {
    measured.fold(state, inputs[next % INPUTS], EventType.VIEW_ITEM, next * 60_000L);
    next = (next + 1) & Integer.MAX_VALUE;
    return state;
  }

  /** The same, and makes the user's vector. */
  @Benchmark
  public float[] foldAndVector() {
    fold();
    return measured.vector(state).orElseThrow();
  }
}
