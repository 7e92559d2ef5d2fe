package io.limpet.search.solr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.limpet.search.SearchService;
import io.limpet.search.SearchSettings;
import io.limpet.search.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told whose URLs do not lead to a SolrCloud. */
class SolrCheckTest {
  /** A port of the system at which nobody listens. */
  private static final String NOBODY = "http://127.0.0.1:1/solr";

  @TempDir Path folder;
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String somebody() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/solr";
  }

  private static SolrSettings at(String... urls) {
    return new SolrSettings(List.of(urls).stream().map(URI::create).toList(), 2, 2);
  }

  @Test
  void oneNodeThatAnswersIsEnough() {
    body = "{\"mode\":\"solrcloud\"}";
    assertThatCode(() -> SolrIndexes.check(at(NOBODY, somebody()))).doesNotThrowAnyException();
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    assertThatThrownBy(() -> SolrIndexes.check(at(NOBODY)))
        .hasMessageContaining("no node of SolrCloud answers at " + NOBODY)
        .hasMessageContaining("start it, or give");
  }

  @Test
  void anotherServerIsNamed() {
    status = 404;
    body = "<html>Not here</html>";
    assertThatThrownBy(() -> SolrIndexes.check(at(somebody())))
        .hasMessageContaining(somebody())
        .hasMessageContaining("is it Solr?");
  }

  @Test
  void aSolrWithoutZooKeeperIsNamed() {
    body = "{\"mode\":\"std\"}";
    assertThatThrownBy(() -> SolrIndexes.check(at(somebody())))
        .hasMessageContaining(somebody())
        .hasMessageContaining("with a ZooKeeper");
  }

  @Test
  void whatSolrSaysIsPassedOn() {
    status = 401;
    body = "{\"error\":{\"msg\":\"require authentication\"}}";
    assertThatThrownBy(() -> SolrIndexes.check(at(somebody())))
        .hasMessageContaining("401: require authentication");
  }

  @Test
  void theServiceDoesNotStart() {
    var properties = new Properties();
    properties.setProperty("limpet.registry", folder.resolve("models").toString());
    properties.setProperty("limpet.indexes", folder.resolve("indexes").toString());
    properties.setProperty("limpet.solr", NOBODY);
    assertThatThrownBy(() -> SearchService.start(SearchSettings.of(properties, Map.of())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("LIMPET_SOLR")
        .hasMessageContaining(NOBODY);
  }
}
