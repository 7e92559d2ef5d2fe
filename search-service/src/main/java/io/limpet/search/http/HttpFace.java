package io.limpet.search.http;

import io.limpet.search.SearchSettings;
import io.limpet.search.StartException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** The HTTP server with its controllers. */
public final class HttpFace implements AutoCloseable {
  /** Bytes of a request's body. */
  static final int BODY_MOST = 10 << 20;

  /**
   * The executor of what computes: few threads and one queue, so that who came first is answered
   * first. Virtual threads, which do what waits for Kafka, have a queue for each event loop and
   * empty one before they look at the next: at saturation single requests waited for seconds.
   */
  static final String ANSWERS = "answers";

  private static final int ANSWERING = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

  private final ApplicationContext context;
  private final EmbeddedServer server;

  private HttpFace(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Starts listening.
   *
   * @param parts what the controllers are given, by type
   * @throws StartException when the port is in use
   */
  public static HttpFace start(SearchSettings settings, Object... parts) {
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .bootstrapEnvironment(false)
            .environmentPropertySource(false)
            .properties(properties(settings))
            .singletons(parts)
            .start();
    try {
      return new HttpFace(context, context.getBean(EmbeddedServer.class).start());
    } catch (ServerStartupException e) {
      context.close();
      throw new StartException(
          "port %d of %s cannot be listened at (is it in use?); choose another port: %s"
              .formatted(settings.port(), settings.host(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(SearchSettings settings) {
    return Map.ofEntries(
        Map.entry("micronaut.application.name", "limpet-search"),
        Map.entry("micronaut.server.host", settings.host()),
        Map.entry("micronaut.server.port", settings.port() == 0 ? -1 : settings.port()),
        Map.entry("micronaut.server.max-request-size", BODY_MOST),
        Map.entry("micronaut.server.date-header", false),
        Map.entry("micronaut.executors." + ANSWERS + ".type", "fixed"),
        Map.entry("micronaut.executors." + ANSWERS + ".n-threads", ANSWERING),
        Map.entry("micronaut.server.netty.compression-threshold", 1024),
        Map.entry("micronaut.router.static-resources.web.paths", "classpath:web"),
        Map.entry("micronaut.router.static-resources.web.mapping", "/**"),
        Map.entry("micronaut.server.responses.file.cache-seconds", 0),
        Map.entry("jackson.property-naming-strategy", "SNAKE_CASE"),
        Map.entry("jackson.serialization-inclusion", "NON_NULL"));
  }

  /** The port it listens at. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }
}
