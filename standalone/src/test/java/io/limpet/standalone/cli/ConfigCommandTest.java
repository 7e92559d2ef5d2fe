package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.setting.Part;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.retrain.RetrainSettings;
import io.limpet.standalone.stack.StackSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
  @TempDir Path folder;

  @Test
  void showsEachSettingOfAPartWithItsValueAndWhereItCameFrom() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.properties"), "session-gap = 45min\n");
    Settings settings =
        Settings.of(
            Map.of(
                "LIMPET_CONFIG", file.toString(),
                "LIMPET_HTTP_PORT", "8000",
                "LIMPET_CURSOR_KEY", "correct horse battery"));
    var out = new StringWriter();
    ConfigCommand.print(settings, Part.STACK, new PrintWriter(out, true));

    assertThat(out.toString().lines())
        .hasSameSizeAs(Setting.of(Part.STACK))
        .anyMatch(line -> line.matches("http-port +8000 +environment"))
        .anyMatch(line -> line.matches("session-gap +45min +.*shop.properties"))
        .anyMatch(line -> line.matches("cursor-key +\\(21 characters\\) +environment"))
        .anyMatch(line -> line.matches("synonyms +- +default"))
        .noneMatch(line -> line.contains("correct horse"));
  }

  @Test
  void takesAPart() {
    CommandRun run = CommandRun.of("config", "--of", "topics");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("replication").doesNotContain("session-gap");
    assertThat(CommandRun.of("config", "--of", "moon").exitCode()).isEqualTo(2);
  }

  @Test
  void anOptionOfAStackGoesBeforeTheEnvironment() {
    Settings around =
        Settings.of(
            Map.of(
                "LIMPET_HTTP_PORT", "8000",
                "LIMPET_FLINK_PORT", "8001",
                "LIMPET_LANGUAGE", "de",
                "LIMPET_RETRAIN_EVERY", "24h",
                "LIMPET_RETRAIN_MODEL", "pooled"),
            null);
    var options = new StackOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
        .parseArgs("--flink-port", "9001");
    StackSettings settings = options.settings(around);
    assertThat(settings.httpPort()).isEqualTo(8000);
    assertThat(settings.flinkPort()).isEqualTo(9001);
    assertThat(settings.kafkaPort()).isEqualTo(9092);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.texts().language().code()).isEqualTo("de");

    var retrain = new RetrainOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(retrain))
        .parseArgs("--retrain-every", "12h");
    RetrainSettings given = retrain.settings("hybrid", around).orElseThrow();
    assertThat(given.schedule().every()).hasHours(12);
    assertThat(given.model()).isEqualTo("pooled");
    assertThat(new RetrainOptions().settings("hybrid", Settings.of(Map.of(), null))).isEmpty();
  }

  @Test
  void aWrongOptionIsNamedAsTheSettingThatItIs() {
    var options = new StackOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
        .parseArgs("--http-port", "70000");
    Settings nothing = Settings.of(Map.of(), null);
    assertThatThrownBy(() -> options.settings(nothing))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("http-port (LIMPET_HTTP_PORT) is \"70000\", from the command line");
  }
}
