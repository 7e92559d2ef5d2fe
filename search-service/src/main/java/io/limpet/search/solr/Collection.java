package io.limpet.search.solr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collection of one generation in the cluster. Thread-safe. */
final class Collection {
  private static final Logger LOG = LoggerFactory.getLogger(Collection.class);
  private static final int BATCH = 500;

  /** So often what was written is made visible, so that others see how far it is. */
  private static final int COMMIT_EVERY = 20_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MERGE = Duration.ofHours(6);
  private static final byte[] NONE = {};

  private final String name;
  private final SolrCloud cloud;
  private final ShardSearch search;

  Collection(String name, SolrHttp http, SolrCloud cloud) {
    this.name = name;
    this.cloud = cloud;
    this.search = new ShardSearch(http, cloud, name);
  }

  String name() {
    return name;
  }

  int shards() {
    return search.shards();
  }

  /** What the shards answer to a request, one after the other. */
  List<JsonNode> search(byte[] body) {
    return search.search(body);
  }

  /** How many items that the generation was trained on can be found. */
  int trained() {
    return cloud.count(name, "later:false");
  }

  /** Ids of the items that came after the generation was trained. */
  List<String> later() {
    return cloud.ids(name, "later:true");
  }

  /** Writes documents, in place of those of the same id; when it returns they are found. */
  void write(Iterator<Document> documents) {
    List<Document> batch = new ArrayList<>();
    for (int count = 1; documents.hasNext(); count++) {
      batch.add(documents.next());
      if (batch.size() == BATCH || !documents.hasNext()) {
        boolean visible = count % COMMIT_EVERY == 0 || !documents.hasNext();
        cloud.update(
            name, Document.json(batch), visible ? "commit=true" : "commit=false", PATIENCE);
        batch.clear();
      }
    }
  }

  /** Makes one segment of each replica: several cost a search several times as much. */
  void merge() {
    try {
      cloud.update(name, NONE, "optimize=true&maxSegments=1", MERGE);
    } catch (UncheckedIOException e) {
      LOG.warn("{} stays in several segments, which only costs time: {}", name, e.getMessage());
    }
  }
}
