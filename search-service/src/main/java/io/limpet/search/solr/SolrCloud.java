package io.limpet.search.solr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What is asked of the cluster as a whole: any node that answers will do. Thread-safe. */
final class SolrCloud {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Searches may wait for it. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final byte[] NO_BODY = {};

  private final SolrHttp http;
  private final List<URI> urls;
  private volatile URI answering;

  SolrCloud(SolrHttp http, List<URI> urls) {
    this.http = http;
    this.urls = urls;
    this.answering = urls.getFirst();
  }

  /**
   * A part of a collection.
   *
   * @param cores URLs of the replicas that can be asked, without those that are known to be down
   */
  record Shard(String name, List<String> cores) {}

  /**
   * Makes sure that the URLs lead to a SolrCloud.
   *
   * @throws UncheckedIOException naming what does not answer as one
   */
  void check() {
    JsonNode system = ask("/admin/info/system", NO_BODY, "", PATIENCE);
    if (!system.path("mode").asText().equals("solrcloud")) {
      throw new UncheckedIOException(
          new IOException(
              answering + " answers, but not as a SolrCloud; start Solr with a ZooKeeper"));
    }
  }

  /** Names of all collections. */
  Set<String> collections() {
    Set<String> names = new HashSet<>();
    ask("/admin/collections?action=LIST", NO_BODY, "", PATIENCE)
        .path("collections")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  /**
   * Makes a collection unless it is there.
   *
   * @return whether it was made by this call
   */
  boolean create(String name, Configset config, int shards, int replicas) {
    if (collections().contains(name)) {
      return false;
    }
    ask(
        "/admin/configs?action=UPLOAD&overwrite=true&name=" + encoded(config.name()),
        config.zip(),
        "application/octet-stream",
        PATIENCE);
    try {
      ask(
          "/admin/collections?action=CREATE&waitForFinalState=true&name=%s&collection.configName=%s&numShards=%d&replicationFactor=%d"
              .formatted(encoded(name), encoded(config.name()), shards, replicas),
          NO_BODY,
          "",
          PATIENCE);
      return true;
    } catch (UncheckedIOException e) {
      // Another service may have been quicker.
      if (collections().contains(name)) {
        return false;
      }
      throw e;
    }
  }

  /** Removes a collection and its files. */
  void drop(String name) {
    ask("/admin/collections?action=DELETE&name=" + encoded(name), NO_BODY, "", PATIENCE);
  }

  /** The parts of a collection as the cluster knows them now. */
  List<Shard> shards(String collection) {
    JsonNode cluster =
        ask(
                "/admin/collections?action=CLUSTERSTATUS&collection=" + encoded(collection),
                NO_BODY,
                "",
                LOOK)
            .path("cluster");
    Set<String> live = new HashSet<>();
    cluster.path("live_nodes").forEach(node -> live.add(node.asText()));
    List<Shard> shards = new ArrayList<>();
    cluster
        .path("collections")
        .path(collection)
        .path("shards")
        .properties()
        .forEach(shard -> shards.add(shard(shard.getKey(), shard.getValue(), live)));
    return shards;
  }

  private static Shard shard(String name, JsonNode shard, Set<String> live) {
    List<String> cores = new ArrayList<>();
    for (JsonNode replica : shard.path("replicas")) {
      if (replica.path("state").asText().equals("active")
          && live.contains(replica.path("node_name").asText())) {
        cores.add(replica.path("base_url").asText() + "/" + replica.path("core").asText());
      }
    }
    return new Shard(name, cores);
  }

  /** How many documents of a collection a query matches. */
  int count(String collection, String query) {
    return ask(
            "/%s/select?rows=0&q=%s".formatted(encoded(collection), encoded(query)),
            NO_BODY,
            "",
            PATIENCE)
        .path("response")
        .path("numFound")
        .asInt();
  }

  /** The ids of the documents of a collection that a query matches. */
  List<String> ids(String collection, String query) {
    List<String> ids = new ArrayList<>();
    ask(
            "/%s/select?fl=id&rows=%d&q=%s"
                .formatted(encoded(collection), count(collection, query), encoded(query)),
            NO_BODY,
            "",
            PATIENCE)
        .path("response")
        .path("docs")
        .forEach(document -> ids.add(document.path("id").asText()));
    return ids;
  }

  /**
   * Writes documents of a collection, or commits when there are none.
   *
   * @param parameters of the request, {@code commit=true} for one
   */
  void update(String collection, byte[] documents, String parameters, Duration patience) {
    ask(
        "/%s/update?%s".formatted(encoded(collection), parameters),
        documents,
        "application/json",
        patience);
  }

  /** Asks the node that answered last, and the others when it does not. */
  private JsonNode ask(String path, byte[] body, String type, Duration patience) {
    List<URI> order = new ArrayList<>(urls);
    URI first = answering;
    order.remove(first);
    order.addFirst(first);
    var silent = new StringJoiner("; ");
    for (URI url : order) {
      try {
        JsonNode answer = http.send(SolrHttp.request(url + path, body, type, patience));
        answering = url;
        return answer;
      } catch (SolrHttp.RefusedException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      } catch (IOException e) {
        silent.add(url + " (" + SolrHttp.reason(e) + ")");
      }
    }
    throw new UncheckedIOException(
        new IOException(
            "no node of SolrCloud answers at "
                + silent
                + "; start it, or give the URLs of nodes that run"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
