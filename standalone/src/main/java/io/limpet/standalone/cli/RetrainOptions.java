package io.limpet.standalone.cli;

import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.retrain.RetrainSettings;
import io.limpet.standalone.retrain.RetrainThread;
import io.limpet.standalone.stack.Stack;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and when a stack trains again: options of {@code up} and {@code demo}. */
final class RetrainOptions {
  @Option(
      names = "--retrain-every",
      paramLabel = "DURATION",
      description = {
        "Learn what is new from the lake so often, 24h for one, and release what the gate lets"
            + " through.",
        "Off unless given: a training takes memory and minutes of processor time."
      })
  private @Nullable String every;

  @Option(
      names = "--full-retrain-every",
      paramLabel = "DURATION",
      description =
          "Train from nothing so often in place of that, 7d for one (default: only when no"
              + " generation is served).")
  private @Nullable String fullEvery;

  @Option(
      names = "--retrain-model",
      paramLabel = "NAME",
      description = "Model of a full training, see `train --help` (default: hybrid; demo: pooled).")
  private @Nullable String model;

  @Option(
      names = "--retrain-heap",
      paramLabel = "SIZE",
      description = "Heap of the trainer (default: 2500m).")
  private @Nullable String heap;

  @Option(
      names = "--retrain-predictions",
      paramLabel = "on|off",
      description =
          "Whether generations are to tell what visitors will do, which is learned where 305 days"
              + " are known (default: on).")
  private @Nullable String predictions;

  @Option(
      names = "--keep-generations",
      paramLabel = "N",
      description =
          "After a release so many of the youngest generations stay, and those that are needed"
              + " (default: 5).")
  private @Nullable String keep;

  /**
   * What was given, checked before anything is started.
   *
   * @param usual the model unless one is named
   * @param around what environment and file say; an option goes before it
   */
  Optional<RetrainSettings> settings(String usual, Settings around) {
    String often = or(every, around, Setting.RETRAIN_EVERY);
    String fully = or(fullEvery, around, Setting.FULL_RETRAIN_EVERY);
    String named = or(model, around, Setting.RETRAIN_MODEL);
    if (!often.isEmpty()) {
      return Optional.of(
          RetrainSettings.of(
              often,
              fully.isEmpty() ? null : fully,
              named.isEmpty() ? usual : named,
              or(heap, around, Setting.RETRAIN_HEAP),
              or(predictions, around, Setting.RETRAIN_PREDICTIONS),
              or(keep, around, Setting.KEEP_GENERATIONS)));
    }
    if (fullEvery != null || model != null) {
      throw new RefusedException(
          "%s needs --retrain-every; give that too, 24h for one"
              .formatted(fullEvery != null ? "--full-retrain-every" : "--retrain-model"));
    }
    return Optional.empty();
  }

  private static String or(@Nullable String option, Settings around, Setting setting) {
    return option == null ? around.text(setting) : option;
  }

  /** Begins to train again, where that was asked for. */
  static void start(
      Optional<RetrainSettings> settings, Stack stack, Shutdown shutdown, Progress progress) {
    settings.ifPresent(
        given -> shutdown.closing(RetrainThread.start(given, stack, home(), progress)));
  }

  /** Folder of the launcher. */
  static Path home() {
    String home = System.getProperty("limpet.home");
    if (home == null) {
      throw new FailedException("limpet.home is not set; start Limpet with the launcher");
    }
    return Path.of(home);
  }
}
