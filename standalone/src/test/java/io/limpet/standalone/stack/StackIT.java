package io.limpet.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.broker.FreePorts;
import io.limpet.standalone.RefusedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void goesOnFromItsCheckpointsAfterARestart() throws Exception {
    try (Stack stack = Stack.start(StackSettings.onFreePorts(folder))) {
      assertThat(get(stack.http().resolve("/health/ready")).statusCode()).isEqualTo(200);
      assertThat(get(stack.flinkDashboard().resolve("/jobs/overview")).body()).contains("RUNNING");
      assertThat(RunningFile.find(folder))
          .hasValueSatisfying(running -> assertThat(running.http()).isEqualTo(stack.http()));
    }
    assertThat(RunningFile.find(folder)).isEmpty();
    try (var checkpoints = Files.walk(folder.resolve("flink/checkpoints/clean"))) {
      assertThat(checkpoints).anyMatch(path -> path.endsWith("_metadata"));
    }

    try (Stack stack = Stack.start(StackSettings.onFreePorts(folder))) {
      String overview = get(stack.flinkDashboard().resolve("/jobs/overview")).body();
      String clean =
          overview.replaceAll(".*\"jid\":\"([0-9a-f]+)\",\"name\":\"limpet clean\".*", "$1");
      String checkpoints =
          get(stack.flinkDashboard().resolve("/jobs/" + clean + "/checkpoints")).body();
      assertThat(checkpoints).contains("\"restored\":1");
      assertThat(stack.isHealthy()).isTrue();
    }
  }

  @Test
  void refusesAPortThatIsTakenBeforeItWritesAnything() throws Exception {
    Path untouched = folder.resolve("data");
    try (var taken = FreePorts.lease(0)) {
      var settings = new StackSettings(untouched, StackSettings.HOST, taken.port(), 0, 0);

      assertThatThrownBy(() -> Stack.start(settings))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("port " + taken.port())
          .hasMessageContaining("--http-port");
      assertThat(untouched).doesNotExist();
    }
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
