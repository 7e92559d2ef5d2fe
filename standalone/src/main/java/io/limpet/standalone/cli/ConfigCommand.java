package io.limpet.standalone.cli;

import io.limpet.core.setting.Part;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.JobSettings;
import io.limpet.search.SearchSettings;
import io.limpet.standalone.RefusedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Show every setting: its value, and whether the environment, a file or nobody gave it.",
      "",
      "What `up` is told on its command line goes before all of them. Secrets are not shown."
    })
final class ConfigCommand implements Callable<Integer> {
  /** What has settings that a file can say. */
  enum Of {
    STACK(Part.STACK),
    SERVICE(Part.SERVICE),
    JOBS(Part.JOBS),
    TOPICS(Part.TOPICS);

    private final Part part;

    Of(Part part) {
      this.part = part;
    }
  }

  @Option(
      names = "--of",
      paramLabel = "PART",
      description = "Whose settings: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "STACK")
  private Of of = Of.STACK;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Settings settings = Given.settings();
    check(settings);
    print(settings, of.part, spec.commandLine().getOut());
    return 0;
  }

  /** Also what can only be seen of several values together. */
  private static void check(Settings settings) {
    try {
      JobSettings.of(settings);
      SearchSettings.of(settings);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  static void print(Settings settings, Part part, PrintWriter out) {
    for (Setting setting : Setting.of(part)) {
      String text = settings.text(setting);
      String shown =
          setting.isSecret() && !text.isEmpty() ? "(%d characters)".formatted(text.length()) : text;
      out.printf(
          "%-20s  %-24s  %s%n",
          setting.key(), shown.isEmpty() ? "-" : shown, settings.origin(setting));
    }
  }
}
