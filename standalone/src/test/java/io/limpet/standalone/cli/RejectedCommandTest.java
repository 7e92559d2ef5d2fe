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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedCommandTest {
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
  void showsHowManyOfEachReasonAndTheNewest() {
    answers(
        "/v1/events/rejected/reasons",
        """
        {"since":"2026-01-30T00:00:00Z","until":"2026-01-31T00:00:00Z","events":8,"complete":true,
         "reasons":[{"reason":"bad_id","quarantined":false,"events":3},
                    {"reason":"bot_rate","quarantined":true,"events":5}]}""");
    answers(
        "/v1/events/rejected",
        """
        {"events":[{"reason":"bot_rate","quarantined":true,"message":"too fast","key":"u1",
          "rejected_at":"2026-01-30T01:00:00Z","partition":1,"offset":42,"raw":"{}","bytes":2}]}""");
    CommandRun run =
        CommandRun.of(
            "rejected", "--visitor", "u 1", "--since", "2026-01-30T00:00:00Z", "--url", url);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains(" 3  bad_id", " 5  bot_rate (quarantined)", " 8  in all", "1-42  u1", "too fast");
    assertThat(asked.getFirst())
        .contains("visitor=u%201")
        .contains("since=2026-01-30T00%3A00%3A00Z");
  }

  @Test
  void sendsPageAfterPageUntilAllIsSent() {
    answers(
        "/v1/events/rejected/replay",
        "{\"sent\":10,\"quarantined\":1,\"cut\":0,\"until\":\"2026-01-31T00:00:00Z\",\"next_cursor\":\"0-10\"}",
        "{\"sent\":5,\"quarantined\":1,\"cut\":1,\"until\":\"2026-01-31T00:00:00Z\"}");
    CommandRun run = CommandRun.of("replay-rejected", "--url", url);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("Sent 15 events", "Left 2 quarantined", "Left 1 that were too long");
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast())
        .contains("\"cursor\":\"0-10\"", "\"until\":\"2026-01-31T00:00:00Z\"", "\"release\":false");
  }

  @Test
  void saysThatADryRunSentNothing() {
    answers(
        "/v1/events/rejected/replay",
        "{\"sent\":7,\"quarantined\":0,\"cut\":0,\"until\":\"2026-01-31T00:00:00Z\"}");
    CommandRun run =
        CommandRun.of(
            "replay-rejected", "--reason", "BOT_RATE", "--release", "--dry-run", "--url", url);
    assertThat(run.out()).contains("Would send 7 events");
    assertThat(asked.getFirst())
        .contains("\"reason\":\"bot_rate\"", "\"release\":true", "\"dry_run\":true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rejected|--reason|nobody|--reason is \"nobody\"; give one of malformed_json",
        "rejected|--since|yesterday|--since is \"yesterday\"; give 2026",
        "rejected|--until|2h30m|--until is \"2h30m\"; give",
        "rejected|--limit|-1|--limit is -1; give 0 to 1000",
        "replay-rejected|--reason|bot_rate|--reason bot_rate is a quarantine",
      })
  void refusesWhatItCannotUseByItsName(String command, String option, String value, String said) {
    CommandRun run = CommandRun.of(command, option, value, "--url", url);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(said);
    assertThat(asked).isEmpty();
  }
}
