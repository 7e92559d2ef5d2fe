package io.limpet.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
  @TempDir Path ledgers;
  private final List<Long> lines = new ArrayList<>();
  private HttpServer server;
  private int refuseAfter = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refuse = lines.size() >= refuseAfter;
          if (!refuse) {
            lines.add(body.lines().count());
          }
          byte[] answer =
              (refuse ? "{\"detail\":\"full\"}" : "{\"rejected\":[]}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(refuse ? 507 : 202, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void goesOnBehindTheLastBatchThatWasAcknowledged() {
    refuseAfter = 1;
    var ledger = new Ledger(ledgers, "history");
    assertThatThrownBy(() -> importer().events(events(2_500), 2_500, ledger))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("full");
    assertThat(ledger.events()).isEqualTo(1_000);

    refuseAfter = Integer.MAX_VALUE;
    long sent = importer().events(events(2_500), 2_500, ledger);

    assertThat(sent).isEqualTo(1_500);
    assertThat(lines).containsExactly(1_000L, 1_000L, 500L);
    assertThat(ledger.isDone()).isTrue();
  }

  @Test
  void sendsNothingOfAnImportThatIsDone() {
    importer().events(events(10), 10, new Ledger(ledgers, "history"));

    assertThat(importer().events(events(10), 10, new Ledger(ledgers, "history"))).isZero();
    assertThat(lines).containsExactly(10L);
  }

  private Importer importer() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Importer(new ServiceClient(url), ledgers, Quiet.PROGRESS);
  }

  private static java.util.Iterator<Event> events(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(ImporterTest::event).iterator();
  }

  private static Event event(int number) {
    return new Event(
        "e" + number,
        EventType.VIEW_ITEM,
        "ann",
        null,
        null,
        1_700_000_000_000L + number,
        List.of(new LineItem("mug", 1, null, null)),
        null,
        null,
        null,
        null,
        Map.of());
  }
}
