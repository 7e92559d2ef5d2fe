package io.limpet.standalone.demo;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import io.limpet.standalone.retrain.TrainerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The training of a first generation, in a process of its own. */
public final class Training implements AutoCloseable {
  /** The model that a first generation is made with: seconds instead of minutes. */
  public static final String QUICK = "pooled";

  /** Beside a whole stack. */
  private static final String SMALL = "-Xmx450m -Dorg.bytedeco.javacpp.maxbytes=400m";

  private final TrainerProcess trainer;

  /**
   * @param home folder of the launcher
   */
  public Training(Path home, Progress progress) {
    this.trainer = new TrainerProcess(home, progress);
  }

  /**
   * Trains a generation and returns when it is in the registry.
   *
   * @param more arguments of {@code limpet train}
   * @throws FailedException when the trainer fails, or its gate refuses what it trained
   */
  public void train(Path lake, Path items, Path registry, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--model",
                QUICK,
                "--lake",
                lake.toString(),
                "--items",
                items.toString(),
                "--out",
                registry.toString()));
    arguments.addAll(List.of(more));
    trainer.train(arguments, SMALL, false);
  }

  /** Ends a training that is under way. */
  @Override
  public void close() {
    trainer.close();
  }
}
