package io.limpet.standalone.stack;

import io.limpet.core.setting.Settings;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.text.TextSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack keeps its data and listens. A port of 0 is any that is free.
 *
 * @param data the data folder, made when it is not there
 * @param host address that the HTTP service listens at; Kafka and Flink listen at this machine only
 * @param httpPort of the search-service
 * @param flinkPort of Flink's dashboard
 * @param kafkaPort of the broker
 * @param texts how the search-service analyses and encodes texts
 * @param solr the cluster that keeps the indexes of vectors, null to keep them in the data folder
 * @param others what else a shop sets, of the jobs and of the answers
 */
public record StackSettings(
    Path data,
    String host,
    int httpPort,
    int flinkPort,
    int kafkaPort,
    TextSettings texts,
    @Nullable SolrSettings solr,
    Settings others) {
  public static final String HOST = "127.0.0.1";

  /** On free ports of this machine. */
  public static StackSettings onFreePorts(Path data) {
    return new StackSettings(
        data, HOST, 0, 0, 0, TextSettings.DEFAULT, null, Settings.of(Map.of(), null));
  }
}
