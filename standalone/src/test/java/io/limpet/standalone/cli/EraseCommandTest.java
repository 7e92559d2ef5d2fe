package io.limpet.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EraseCommandTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Answers a path with these bodies, one after the other, then with the last again. */
  private void answers(String path, String... bodies) {
    var left = new ArrayDeque<>(List.of(bodies));
    server.createContext(
        path,
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] body = (left.size() > 1 ? left.remove() : left.getFirst()).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Test
  void waitsForTheReceiptAndPrintsIt() {
    answers("/v1/users/", "{\"receipt\":\"r-1\",\"state\":\"requested\",\"done\":false}");
    answers(
        "/v1/erasures/r-1",
        "{\"receipt\":\"r-1\",\"state\":\"ordered\",\"done\":false}",
        """
        {"receipt":"r-1","state":"done","done":true,"steps":[
          {"store":"lake","removed":12,"at":"2026-01-30T01:00:00Z","note":"rows"}]}\
        """);

    CommandRun run = CommandRun.of("erase", "u 1", "--url", url);

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("Receipt r-1").containsPattern("lake +12 +rows");
    assertThat(asked).first().asString().startsWith("/v1/users/u%201 ");
  }

  @Test
  void saysThatItGoesOnWhenItTakesTooLong() {
    answers("/v1/users/", "{\"receipt\":\"r-1\",\"state\":\"requested\",\"done\":false}");

    CommandRun run = CommandRun.of("erase", "ann", "--wait", "0", "--url", url);

    assertThat(run.exitCode()).isOne();
    assertThat(run.toString()).contains("requested", "goes on", "/v1/erasures/r-1");
  }
}
