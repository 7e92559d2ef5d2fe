package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, on what this build has packed. */
class LauncherIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeAll
  static void isPacked() {
    assertThat(HOME.resolve("standalone/target/dependencies.classpath"))
        .as("written when the module is packed, which comes before its integration tests")
        .exists();
  }

  @Test
  void runsACommandWhateverJavaIsOnThePath() throws Exception {
    Run run =
        launch(Map.of("PATH", "/usr/bin:/bin"), "models", "list", "--data", folder.toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("No stack runs on this data folder");
  }

  @Test
  void showsATableToItsEnd() throws Exception {
    Run run = launch(Map.of(), "models", "list", "--registry", folder.toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("generation").endsWith("parent\n");
  }

  @Test
  void worksThroughALinkFromElsewhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("limpet"), HOME.resolve("limpet"));

    Run run = launch(link, Map.of(), "up", "--help");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("Usage: limpet up");
  }

  @Test
  void namesAJavaHomeThatIsTooOldOrNone() throws Exception {
    Run run = launch(Map.of("LIMPET_JAVA_HOME", folder.toString()), "doctor");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).hasLineCount(1).contains("LIMPET_JAVA_HOME=" + folder, "JDK 21");
  }

  @Test
  void showsWhatAFileAndTheEnvironmentSay() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.properties"), "session-gap = 45min\n");
    Run run =
        launch(
            Map.of("LIMPET_CONFIG", file.toString(), "LIMPET_CURSOR_KEY", "correct horse battery"),
            "config");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsPattern("session-gap +45min +" + file)
        .doesNotContain("correct horse");
  }

  @Test
  void namesAVariableThatIsNoneBeforeItStartsAnything() throws Exception {
    Path data = folder.resolve("data");
    Run run = launch(Map.of("LIMPET_SESION_GAP", "1h"), "up", "--data", data.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("LIMPET_SESION_GAP is not a setting", "LIMPET_SESSION_GAP");
    assertThat(data).doesNotExist();
  }

  @Test
  void endsWithTwoWhenThePortIsTaken() throws Exception {
    try (var taken = io.limpet.broker.FreePorts.lease(0)) {
      Path data = folder.resolve("data");
      Run run =
          launch(
              Map.of(),
              "up",
              "--data",
              data.toString(),
              "--flink-port",
              String.valueOf(taken.port()),
              "--http-port=0",
              "--kafka-port=0");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output()).contains("port " + taken.port() + " is in use", "--flink-port");
      assertThat(data).doesNotExist();
    }
  }

  private record Run(int exitCode, String output) {}

  private static Run launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return launch(HOME.resolve("limpet"), environment, arguments);
  }

  private static Run launch(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("LIMPET_BUILD", "never");
    builder.environment().putAll(environment);
    Process process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
    return new Run(process.exitValue(), output);
  }
}
