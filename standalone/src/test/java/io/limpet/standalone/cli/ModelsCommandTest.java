package io.limpet.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpet.core.generation.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final String TEST =
      "{\"test\":{\"item-knn.fresh.ndcg@10\":0.5,\"hybrid.fresh.ndcg@10\":0.0643,\"hybrid.fresh.recall@10\":0.3}}";

  @TempDir Path folder;
  private HttpServer server;

  private void generation(String id, String encoder, String parent) throws Exception {
    Path directory = Files.createDirectories(folder.resolve(id));
    Files.writeString(
        directory.resolve("manifest.json"),
        "{\"format\":1,\"generation\":\"%s\",\"created_at\":\"2026-11-24T11:30:00Z\",\"dimensions\":128,\"encoder\":\"%s\",\"parent\":%s,\"metrics\":%s,\"files\":[]}"
            .formatted(id, encoder, parent, TEST));
  }

  /** What a service answers a request with. */
  private interface Answering {
    String answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, Answering service) {
    server.createContext(
        path,
        exchange -> {
          byte[] answer = service.answer(exchange).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void showsTheLineageOfAFolder() throws Exception {
    generation("g1", "ema", "null");
    generation("g2", "hybrid", "\"g1\"");
    Files.createDirectories(folder.resolve("g3"));
    Files.writeString(folder.resolve("g3").resolve("manifest.json"), "{");

    CommandRun run = CommandRun.of("models", "list", "--registry", folder.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "g1 - 2026-11-24T11:30:00Z ema 128 0.0643 - - -",
            "g2 - 2026-11-24T11:30:00Z hybrid 128 0.0643 - - g1",
            "g3 damaged - - - - - - -");
  }

  @Test
  void showsWhatARunningServiceSays() throws Exception {
    String answer =
        "{\"current\":\"g2\",\"generations\":[{\"generation\":\"g2\",\"state\":\"current\",\"created_at\":\"2026-11-24T11:30:00Z\",\"dimensions\":129,\"encoder\":\"hybrid\",\"users\":7,\"share\":0.875,\"parent\":\"g1\",\"metrics\":%s}]}"
            .formatted(TEST);
    serve("/v1/models", exchange -> answer);
    CommandRun run = CommandRun.of("models", "list", "--url", url());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("g2 current 2026-11-24T11:30:00Z hybrid 129 0.0643 7 88% g1");
  }

  @Test
  void asksForTheShareOfACanaryAndSaysIt() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    serve(
        "/v1/models/g2/release",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          return "{\"generation\":\"g2\",\"state\":\"canary\",\"canary_share\":0.125}";
        });
    CommandRun run = CommandRun.of("models", "release", "g2", "--share", "0.125", "--url", url());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("g2 is canary 12.5%");
    assertThat(CommandRun.of("models", "release", "g2", "--url", url()).exitCode()).isZero();
    assertThat(asked).containsExactly("{\"share\":0.125}", "{}");
  }

  @Test
  void deletesWhatIsOldAndNotNeeded() throws Exception {
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      generation(id, "ema", "null");
    }
    List<String> forgotten = new CopyOnWriteArrayList<>();
    serve(
        "/v1/models",
        exchange -> {
          if (exchange.getRequestMethod().equals("DELETE")) {
            forgotten.add(exchange.getRequestURI().getPath());
            return "";
          }
          return "{\"generations\":[%s,%s,%s,%s]}"
              .formatted(
                  model("g1", 1, false),
                  model("g2", 2, true),
                  model("g3", 3, false),
                  model("g4", 4, false));
        });
    String[] prune = {
      "models", "prune", "--keep", "1", "--registry", folder.toString(), "--url", url(), "--dry-run"
    };

    CommandRun dry = CommandRun.of(prune);
    assertThat(dry.out()).contains("g1 would be deleted", "g3 would be deleted");
    assertThat(new Registry(folder).list()).containsExactly("g1", "g2", "g3", "g4");

    CommandRun run = CommandRun.of(Arrays.copyOf(prune, prune.length - 1));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("g1 is deleted", "g3 is deleted");
    assertThat(new Registry(folder).list()).containsExactly("g2", "g4");
    assertThat(forgotten).containsExactly("/v1/models/g1", "/v1/models/g3");

    CommandRun again = CommandRun.of(Arrays.copyOf(prune, prune.length - 1));
    assertThat(again.out()).contains("There is nothing to delete.");
  }

  /** What the service says of a generation of this folder. */
  private String model(String id, int day, boolean needed) {
    return new Registry(folder).contains(id)
        ? "{\"generation\":\"%s\",\"state\":\"released\",\"created_at\":\"2026-11-0%dT11:30:00Z\",\"needed\":%s}"
            .formatted(id, day, needed)
        : "{\"generation\":\"%s\",\"state\":\"missing\",\"needed\":%s}".formatted(id, needed);
  }

  @Test
  void refusesToDeleteWhatItCannotJudge() {
    CommandRun none = CommandRun.of("models", "prune", "--keep", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--keep is 0", "1 or more");
    CommandRun remote = CommandRun.of("models", "prune", "--url", "http://127.0.0.1:1");
    assertThat(remote.exitCode()).isEqualTo(2);
    assertThat(remote.err()).contains("give --registry");
    CommandRun silent =
        CommandRun.of("models", "prune", "--registry", folder.toString(), "--data", folder + "/d");
    assertThat(silent.exitCode()).as(silent.toString()).isEqualTo(2);
    assertThat(silent.err()).contains("no stack runs");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    CommandRun run = CommandRun.of("models", "list", "--registry", folder.resolve("no").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no folder").contains("give train's --out");
  }
}
