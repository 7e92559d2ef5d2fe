package io.limpet.search;

import io.limpet.core.setting.Part;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.system.FlinkAddress;
import io.limpet.search.text.TextSettings;
import java.net.URI;
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
 * @param flink where the jobs run, for the console; null if nobody said
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
    @Nullable SolrSettings solr,
    @Nullable FlinkAddress flink) {

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
        null,
        null);
  }

  /**
   * The settings of a process of its own: a property of {@link Setting#property} goes before the
   * variable, and that before the file.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static SearchSettings of(Properties properties, Map<String, String> environment) {
    return of(Settings.of(environment).with(properties, Part.SERVICE));
  }

  /**
   * What these settings say of a process of its own.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static SearchSettings of(Settings settings) {
    String host = settings.text(Setting.HTTP_HOST);
    return new SearchSettings(
        settings.text(Setting.BOOTSTRAP_SERVERS),
        Path.of(settings.text(Setting.REGISTRY)),
        Path.of(settings.text(Setting.INDEXES)),
        host.isEmpty() ? "0.0.0.0" : host,
        settings.whole(Setting.HTTP_PORT),
        cursorKey(settings),
        surfaces(settings),
        texts(settings),
        solr(settings),
        flink(settings));
  }

  /**
   * Where the jobs run, null if nobody said.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  private static @Nullable FlinkAddress flink(Settings settings) {
    String rest = settings.text(Setting.FLINK);
    String dashboard = settings.text(Setting.FLINK_DASHBOARD);
    return rest.isEmpty()
        ? null
        : new FlinkAddress(URI.create(rest), URI.create(dashboard.isEmpty() ? rest : dashboard));
  }

  /** What cursors are signed with, null if nobody said. */
  public static @Nullable String cursorKey(Settings settings) {
    String key = settings.text(Setting.CURSOR_KEY);
    return key.isEmpty() ? null : key;
  }

  /** The file that sets up the surfaces, null if none does. */
  public static @Nullable Path surfaces(Settings settings) {
    String path = settings.text(Setting.SURFACES);
    return path.isEmpty() ? null : Path.of(path);
  }

  /**
   * The settings of texts alone, as a process has them that holds more than this service.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static TextSettings texts(Settings settings) {
    return TextSettings.of(
        settings.text(Setting.LANGUAGE),
        settings.text(Setting.TEXT_ENCODER),
        settings.text(Setting.SYNONYMS),
        settings.text(Setting.TEXTS));
  }

  /**
   * The cluster that keeps the indexes of vectors, null if there is none.
   *
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static @Nullable SolrSettings solr(Settings settings) {
    return SolrSettings.of(
        settings.text(Setting.SOLR),
        settings.text(Setting.SOLR_SHARDS),
        settings.text(Setting.SOLR_REPLICAS));
  }
}
