package io.limpet.standalone.cli;

import io.limpet.search.SearchSettings;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.text.TextSettings;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.stack.StackSettings;
import io.limpet.text.TextModel;
import java.util.Properties;
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
        "Address the HTTP service listens at (default: ${DEFAULT-VALUE}, this machine only).",
        "There is no authentication: 0.0.0.0 is for trusted networks."
      },
      defaultValue = StackSettings.HOST)
  private String host = StackSettings.HOST;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Port of the HTTP service (default: ${DEFAULT-VALUE}; 0 is any that is free).",
      defaultValue = "" + StackSettings.HTTP_PORT)
  private int httpPort = StackSettings.HTTP_PORT;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      description = "Port of Flink's dashboard (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StackSettings.FLINK_PORT)
  private int flinkPort = StackSettings.FLINK_PORT;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the Kafka broker (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StackSettings.KAFKA_PORT)
  private int kafkaPort = StackSettings.KAFKA_PORT;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Language of the shop's texts: en (default), de, fr, zh, ... or none.")
  private @Nullable String language;

  @Option(
      names = "--text-encoder",
      paramLabel = "NAME",
      description =
          "What search compares meanings with, none to compare words alone (default: one that suits the language).")
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

  StackSettings settings() {
    return new StackSettings(data.path(), host, httpPort, flinkPort, kafkaPort, texts(), solr());
  }

  /** Checked before anything starts; an option goes before the property and the variable. */
  private @Nullable SolrSettings solr() {
    var properties = new Properties(System.getProperties());
    set(properties, "limpet.solr", solr);
    set(properties, "limpet.solr.shards", solrShards);
    set(properties, "limpet.solr.replicas", solrReplicas);
    try {
      return SearchSettings.solr(properties, System.getenv());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** Checked before anything starts; an option goes before the property and the variable. */
  private TextSettings texts() {
    var properties = new Properties(System.getProperties());
    set(properties, "limpet.language", language);
    set(properties, "limpet.text-encoder", textEncoder);
    set(properties, "limpet.synonyms", synonyms);
    set(properties, "limpet.texts", phrases);
    try {
      TextSettings texts = SearchSettings.texts(properties, System.getenv());
      texts.readSynonyms();
      texts.readPhrases();
      if (texts.hasEncoder()) {
        TextModel.of(texts.encoder());
      }
      return texts;
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }
}
