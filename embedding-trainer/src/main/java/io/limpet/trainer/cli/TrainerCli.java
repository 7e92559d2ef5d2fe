package io.limpet.trainer.cli;

import io.limpet.core.generation.GenerationException;
import io.limpet.lake.files.BadInputException;
import io.limpet.trainer.checkpoint.CheckpointException;
import io.limpet.trainer.gate.GateException;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.split.SplitException;
import io.limpet.trainer.tune.TuneException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The trainer's command line. Results go to standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 done, 2 wrong usage or bad input (one line names the file, the row and the
 * mend), 1 failed, for one because the gate refused.
 */
@Command(
    name = "limpet-trainer",
    description = "Trains, evaluates and applies recommendation models.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TrainCommand.class,
      TuneCommand.class,
      EvaluateCommand.class,
      RecommendCommand.class,
      ForecastCommand.class,
      PredictionsCommand.class
    })
public final class TrainerCli {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  private TrainerCli() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // What libraries tell java.util.logging is for nobody who trains.
    Logger.getLogger("").setLevel(Level.WARNING);
    endWithParent(Long.getLong("limpet.parent"));
    System.exit(run(args));
  }

  /** A stack that trains may be killed; its trainer is not to go on without it. */
  private static void endWithParent(@Nullable Long parent) {
    if (parent != null) {
      ProcessHandle.of(parent)
          .ifPresent(process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(FAILED)));
    }
  }

  /** Runs a command; returns its exit code. */
  public static int run(String... args) {
    // ND4J would otherwise ask for a garbage collection every few milliseconds.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    CommandLine line =
        new CommandLine(new TrainerCli())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println("limpet: " + line(failure));
                  return isBadInput(failure) ? BAD_INPUT : FAILED;
                });
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      // Whatever filled the memory is out of reach here, so there is room for a line.
      line.getErr().println("limpet: " + OutOfMemory.line(e, heap()).orElseThrow());
      return FAILED;
    }
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  private static String line(Exception failure) {
    return OutOfMemory.line(failure, heap()).orElseGet(() -> ownLine(failure));
  }

  private static String ownLine(Exception failure) {
    return isBadInput(failure)
            || failure instanceof GateException
            || failure instanceof DivergedException
            || failure instanceof UncheckedIOException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  private static boolean isBadInput(Exception failure) {
    return failure instanceof BadInputException
        || failure instanceof SplitException
        || failure instanceof UsageException
        || failure instanceof TuneException
        || failure instanceof CheckpointException
        || failure instanceof GenerationException;
  }
}
