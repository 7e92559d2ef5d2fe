package io.limpet.system.bench;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What one event costs: folded into a state, and folded with a vector made of it. */
@Command(
    name = "encoder",
    mixinStandardHelpOptions = true,
    description = "Microseconds of one core to take an event into a user's vector, by encoder.")
final class EncoderCommand implements Callable<Integer> {
  private static final int ROUNDS = 21;
  private static final int INPUTS = 1_024;
  private static final int EVENTS = 5_000;
  private static final int SLOW_EVENTS = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--widths",
      split = ",",
      paramLabel = "N",
      description = "Floats of an embedding (default: ${DEFAULT-VALUE}).",
      defaultValue = "64,128,192")
  private List<Integer> widths = List.of(64, 128, 192);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/encoder.json")
  private Path out = Path.of("target", "bench", "encoder.json");

  private double sink;

  @Override
  public Integer call() {
    PrintWriter terminal = spec.commandLine().getOut();
    var report = new BenchReport("encoder").setting("rounds", ROUNDS).setting("events", EVENTS);
    for (int width : widths) {
      RandomEncoders.of(width)
          .forEach(
              (name, encoder) -> {
                int events = name.equals("attention") ? SLOW_EVENTS : EVENTS;
                report.row(
                    "microseconds an event, the median of " + ROUNDS + " rounds",
                    "encoder",
                    name,
                    "width",
                    width,
                    "fold",
                    median(encoder, events, false),
                    "fold and vector",
                    median(encoder, events, true),
                    "bytes a user",
                    encoder.stateSize() * Float.BYTES);
              });
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return 0;
  }

  private double median(UserEncoder encoder, int events, boolean withVector) {
    float[][] inputs = new float[INPUTS][encoder.inputDimensions()];
    Random random = new Random(2);
    for (float[] input : inputs) {
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      EncoderState state = encoder.newState();
      long began = System.nanoTime();
      for (int i = 0; i < events; i++) {
        encoder.fold(state, inputs[i % INPUTS], EventType.VIEW_ITEM, i * 60_000L);
        if (withVector) {
          sink += encoder.vector(state).orElseThrow()[0];
        }
      }
      rounds[round] = (System.nanoTime() - began) / 1e3 / events;
      sink += state.values()[0];
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("an encoder gave no number");
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
