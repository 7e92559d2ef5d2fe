package io.limpet.standalone.cli;

import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.search.SearchSettings;
import io.limpet.search.text.TextSettings;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.stack.StackSettings;
import io.limpet.text.TextModel;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a stack keeps its data and listens: the options of {@code up} and {@code demo}. */
final class StackOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Address the HTTP service listens at (default: "
            + StackSettings.HOST
            + ", this machine only).",
        "There is no authentication: 0.0.0.0 is for trusted networks."
      })
  private @Nullable String host;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Port of the HTTP service (default: 8080; 0 is any that is free).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      description = "Port of Flink's dashboard (default: 8081).")
  private @Nullable Integer flinkPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the Kafka broker (default: 9092).")
  private @Nullable Integer kafkaPort;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Language of the shop's texts: en (default), de, fr, zh, ... or none.")
  private @Nullable String language;

  @Option(
      names = "--text-encoder",
      paramLabel = "NAME",
      description =
          "What search compares meanings with, none to compare words alone (default: one that suits"
              + " the language).")
  private @Nullable String textEncoder;

  @Option(
      names = "--synonyms",
      paramLabel = "FILE",
      description = "Synonyms for search: lines such as \"laptop, notebook\" or \"pda => phone\".")
  private @Nullable String synonyms;

  @Option(
      names = "--texts",
      paramLabel = "DIR",
      description = "What shoppers are told, beyond what is built in: files de.properties, ...")
  private @Nullable String phrases;

  @Option(
      names = "--solr",
      paramLabel = "URL",
      description = {
        "Keep the indexes of vectors in the SolrCloud of these nodes, http://host:8983/solr[,...].",
        "For catalogues beyond one machine: docs/scale-out.md says when that pays."
      })
  private @Nullable String solr;

  @Option(
      names = "--solr-shards",
      paramLabel = "N",
      description = "Parts of an index in SolrCloud (default: 2).")
  private @Nullable String solrShards;

  @Option(
      names = "--solr-replicas",
      paramLabel = "N",
      description = "Copies of each part (default: 2).")
  private @Nullable String solrReplicas;

  /**
   * What was given, checked before anything starts.
   *
   * @param around what environment and file say; an option goes before it
   * @throws RefusedException naming what cannot be used
   */
  StackSettings settings(Settings around) {
    try {
      Settings all = over(around);
      String address = all.text(Setting.HTTP_HOST);
      return new StackSettings(
          data.path(),
          address.isEmpty() ? StackSettings.HOST : address,
          all.whole(Setting.HTTP_PORT),
          all.whole(Setting.FLINK_PORT),
          all.whole(Setting.KAFKA_PORT),
          texts(all),
          SearchSettings.solr(all),
          all);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Settings over(Settings around) {
    Map<Setting, @Nullable Object> options = new EnumMap<>(Setting.class);
    options.put(Setting.HTTP_HOST, host);
    options.put(Setting.HTTP_PORT, httpPort);
    options.put(Setting.FLINK_PORT, flinkPort);
    options.put(Setting.KAFKA_PORT, kafkaPort);
    options.put(Setting.LANGUAGE, language);
    options.put(Setting.TEXT_ENCODER, textEncoder);
    options.put(Setting.SYNONYMS, synonyms);
    options.put(Setting.TEXTS, phrases);
    options.put(Setting.SOLR, solr);
    options.put(Setting.SOLR_SHARDS, solrShards);
    options.put(Setting.SOLR_REPLICAS, solrReplicas);
    Settings all = around;
    for (Map.Entry<Setting, @Nullable Object> option : options.entrySet()) {
      Object value = option.getValue();
      if (value != null) {
        all = all.with(option.getKey(), value.toString(), "the command line");
      }
    }
    return all;
  }

  private static TextSettings texts(Settings all) {
    TextSettings texts = SearchSettings.texts(all);
    texts.readSynonyms();
    texts.readPhrases();
    if (texts.hasEncoder()) {
      TextModel.of(texts.encoder());
    }
    return texts;
  }
}
