package io.limpet.search;

import io.limpet.search.solr.SolrSettings;
import io.limpet.search.text.TextSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the service finds and puts things.
 *
 * @param bootstrapServers Kafka's {@code host:port[,host:port]}
 * @param registry directory of the generations, see {@link io.limpet.core.generation.Registry}
 * @param indexes directory of the indexes; what is in it can always be built anew
 * @param host address to listen at, {@code 0.0.0.0} for all
 * @param port port to listen at, 0 for any that is free
 * @param cursorKey what cursors are signed with, the same in all replicas; null to make one up
 * @param surfaces file that sets up the surfaces, null to set them up over HTTP
 * @param texts how texts are analysed and encoded
 * @param solr the cluster that keeps the indexes of vectors, null to keep them in {@code indexes}
 */
public record SearchSettings(
    String bootstrapServers,
    Path registry,
    Path indexes,
    String host,
    int port,
    @Nullable String cursorKey,
    @Nullable Path surfaces,
    TextSettings texts,
    @Nullable SolrSettings solr) {

  public SearchSettings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "limpet.kafka.bootstrap-servers is empty; give host:port of Kafka");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
  }

  /** Listening at this machine only, as one process that holds the whole stack does. */
  public static SearchSettings local(
      String bootstrapServers, Path registry, Path indexes, int port) {
    return new SearchSettings(
        bootstrapServers,
        registry,
        indexes,
        "127.0.0.1",
        port,
        null,
        null,
        TextSettings.DEFAULT,
        null);
  }

  /**
   * The settings of a process of its own: a property goes before the variable of its name.
   *
   * <table>
   * <caption>Names and defaults</caption>
   * <tr><td>{@code limpet.kafka.bootstrap-servers}</td><td>{@code LIMPET_BOOTSTRAP_SERVERS}</td><td>localhost:9092</td></tr>
   * <tr><td>{@code limpet.registry}</td><td>{@code LIMPET_REGISTRY}</td><td>data/models</td></tr>
   * <tr><td>{@code limpet.indexes}</td><td>{@code LIMPET_INDEXES}</td><td>data/indexes</td></tr>
   * <tr><td>{@code micronaut.server.host}</td><td>{@code LIMPET_HTTP_HOST}</td><td>0.0.0.0</td></tr>
   * <tr><td>{@code micronaut.server.port}</td><td>{@code LIMPET_HTTP_PORT}</td><td>8080</td></tr>
   * <tr><td>{@code limpet.cursor-key}</td><td>{@code LIMPET_CURSOR_KEY}</td><td>made up</td></tr>
   * <tr><td>{@code limpet.surfaces}</td><td>{@code LIMPET_SURFACES}</td><td>none</td></tr>
   * <tr><td>{@code limpet.language}</td><td>{@code LIMPET_LANGUAGE}</td><td>en</td></tr>
   * <tr><td>{@code limpet.text-encoder}</td><td>{@code LIMPET_TEXT_ENCODER}</td><td>by language</td></tr>
   * <tr><td>{@code limpet.synonyms}</td><td>{@code LIMPET_SYNONYMS}</td><td>none</td></tr>
   * <tr><td>{@code limpet.texts}</td><td>{@code LIMPET_TEXTS}</td><td>none</td></tr>
   * <tr><td>{@code limpet.solr}</td><td>{@code LIMPET_SOLR}</td><td>none</td></tr>
   * <tr><td>{@code limpet.solr.shards}</td><td>{@code LIMPET_SOLR_SHARDS}</td><td>2</td></tr>
   * <tr><td>{@code limpet.solr.replicas}</td><td>{@code LIMPET_SOLR_REPLICAS}</td><td>2</td></tr>
   * </table>
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static SearchSettings of(Properties properties, Map<String, String> environment) {
    var from = new Source(properties, environment);
    String port = from.get("micronaut.server.port", "LIMPET_HTTP_PORT", "8080");
    try {
      return new SearchSettings(
          from.get("limpet.kafka.bootstrap-servers", "LIMPET_BOOTSTRAP_SERVERS", "localhost:9092"),
          Path.of(from.get("limpet.registry", "LIMPET_REGISTRY", "data/models")),
          Path.of(from.get("limpet.indexes", "LIMPET_INDEXES", "data/indexes")),
          from.get("micronaut.server.host", "LIMPET_HTTP_HOST", "0.0.0.0"),
          Integer.parseInt(port),
          cursorKey(properties, environment),
          surfaces(properties, environment),
          texts(properties, environment),
          solr(properties, environment));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "micronaut.server.port (LIMPET_HTTP_PORT) is \"" + port + "\"; give a number", e);
    }
  }

  /** What cursors are signed with, null if nobody said. */
  public static @Nullable String cursorKey(Properties properties, Map<String, String> environment) {
    String key =
        new Source(properties, environment).get("limpet.cursor-key", "LIMPET_CURSOR_KEY", "");
    if (!key.isEmpty() && key.length() < 16) {
      throw new IllegalArgumentException(
          "limpet.cursor-key (LIMPET_CURSOR_KEY) has %d characters; give 16 or more"
              .formatted(key.length()));
    }
    return key.isEmpty() ? null : key;
  }

  /** The file that sets up the surfaces, null if none does. */
  public static @Nullable Path surfaces(Properties properties, Map<String, String> environment) {
    String path = new Source(properties, environment).get("limpet.surfaces", "LIMPET_SURFACES", "");
    return path.isEmpty() ? null : Path.of(path);
  }

  /**
   * The settings of texts alone, as a process has them that holds more than this service.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static TextSettings texts(Properties properties, Map<String, String> environment) {
    var from = new Source(properties, environment);
    return TextSettings.of(
        from.get("limpet.language", "LIMPET_LANGUAGE", ""),
        from.get("limpet.text-encoder", "LIMPET_TEXT_ENCODER", ""),
        from.get("limpet.synonyms", "LIMPET_SYNONYMS", ""),
        from.get("limpet.texts", "LIMPET_TEXTS", ""));
  }

  /**
   * The cluster that keeps the indexes of vectors, null if there is none.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static @Nullable SolrSettings solr(
      Properties properties, Map<String, String> environment) {
    var from = new Source(properties, environment);
    return SolrSettings.of(
        from.get("limpet.solr", "LIMPET_SOLR", ""),
        from.get("limpet.solr.shards", "LIMPET_SOLR_SHARDS", ""),
        from.get("limpet.solr.replicas", "LIMPET_SOLR_REPLICAS", ""));
  }

  private record Source(Properties properties, Map<String, String> environment) {
    String get(String property, String variable, String otherwise) {
      @Nullable String value = properties.getProperty(property);
      if (value == null) {
        value = environment.get(variable);
      }
      return value == null || value.isBlank() ? otherwise : value.strip();
    }
  }
}
