package io.limpet.standalone.cli;

import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.LimpetJobs;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.erasure.EraserThread;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code limpet eraser}. */
@Command(
    name = "eraser",
    mixinStandardHelpOptions = true,
    description = {
      "Carry out erasures, and merge small files of the lake, where services and jobs run apart; the"
          + " one-process stack does so itself.",
      "",
      "Takes the brokers from LIMPET_BOOTSTRAP_SERVERS and the folder of the lake from LIMPET_LAKE."
          + " Stays up until it is ended, and goes on with what is not done at the next start. Run"
          + " one of them."
    })
final class EraserCommand implements Callable<Integer> {
  private static final Pattern OTHER_SCHEME =
      Pattern.compile("(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Given.settings();
    Path lake = folder(settings.text(Setting.LAKE));
    var shutdown = Shutdown.onSignals();
    shutdown.closing(
        EraserThread.start(
            settings.text(Setting.BOOTSTRAP_SERVERS),
            lake,
            LimpetJobs.all().stream().map(LimpetJob::name).toList(),
            // They come by themselves.
            jobs -> {}));
    spec.commandLine().getOut().println("Watching over erasures. Ctrl-C stops it.");
    return shutdown.forever();
  }

  /** A receipt that speaks of a lake which is not there would be a wrong one. */
  static Path folder(String lake) {
    if (OTHER_SCHEME.matcher(lake).matches()) {
      throw new RefusedException(
          "lake = %s: files are rewritten where they are; mount it, and name the folder"
              .formatted(lake));
    }
    Path folder = lake.startsWith("file:") ? Path.of(URI.create(lake)) : Path.of(lake);
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          "lake = %s: there is no such folder; set LIMPET_LAKE to the one that the job archive writes"
              .formatted(lake));
    }
    return folder;
  }
}
