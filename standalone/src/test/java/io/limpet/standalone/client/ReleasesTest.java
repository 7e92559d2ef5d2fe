package io.limpet.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleasesTest {
  private static final String BUILDING =
      "{\"generation\":\"g1\",\"state\":\"building\",\"under_way\":\"release\"}";

  /** What the service says of the generation, one after the other. */
  private final Queue<String> models = new ConcurrentLinkedQueue<>();

  private final List<String> said = new ArrayList<>();
  private HttpServer server;
  private Releases releases;

  @BeforeEach
  void aServiceThatBuilds() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models/g1/release", exchange -> answer(exchange, 202, BUILDING));
    server.createContext(
        "/v1/models",
        exchange -> answer(exchange, 200, "{\"generations\":[" + models.remove() + "]}"));
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    releases =
        new Releases(
            new ServiceClient(base, Duration.ZERO, Duration.ofSeconds(60)), Duration.ofMillis(1));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Answer release() {
    return releases.release("g1", JsonNodeFactory.instance.objectNode(), said::add);
  }

  @Test
  void followsUntilTheGenerationIsInUse() {
    models.add(BUILDING);
    models.add(BUILDING.replace("building", "warming"));
    models.add("{\"generation\":\"g1\",\"state\":\"current\"}");

    assertThat(release().isSuccess()).isTrue();
    assertThat(said).containsExactly("building", "warming");
    assertThat(models).isEmpty();
  }

  @Test
  void handsOnWhyAGenerationIsRefused() {
    models.add("{\"generation\":\"g1\",\"state\":\"refused\",\"detail\":\"the checksum differs\"}");

    Answer answer = release();
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail()).isEqualTo("the checksum differs");
  }

  @Test
  void noticesThatTheServiceStoppedOnTheWay() {
    models.add("{\"generation\":\"g1\",\"state\":\"available\"}");

    assertThatThrownBy(this::release)
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("release of generation g1 did not come to its end (it is available)");
  }
}
