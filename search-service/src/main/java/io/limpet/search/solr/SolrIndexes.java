package io.limpet.search.solr;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.ItemTable;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes in a SolrCloud, a collection a generation. Its name holds a digest of what it was built
 * from, so one that is there fits, and is whole when it holds as many items as the generation.
 */
public final class SolrIndexes implements Indexes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SolrIndexes.class);

  /** So many of a registry's generations keep their collections, the youngest ones. */
  static final int KEPT = 3;

  /** Later items beyond which they are written to the cluster: comparing so many costs 0.2 ms. */
  private static final int LATER_MOST = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final SolrSettings solr;
  private final HnswSettings settings;
  private final ItemIds ids;
  private final Registry registry;
  private final SolrHttp http = new SolrHttp();
  private final SolrCloud cloud;
  private final int laterMost;
  private final Duration patience;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /**
   * @param registry whose generations these are; of no other are collections removed
   */
  public SolrIndexes(SolrSettings solr, HnswSettings settings, ItemIds ids, Registry registry) {
    this(solr, settings, ids, registry, LATER_MOST, PATIENCE);
  }

  /**
   * @param patience how long another service that builds a collection may stand still
   */
  SolrIndexes(
      SolrSettings solr,
      HnswSettings settings,
      ItemIds ids,
      Registry registry,
      int laterMost,
      Duration patience) {
    this.solr = solr;
    this.settings = settings;
    this.ids = ids;
    this.registry = registry;
    this.laterMost = laterMost;
    this.patience = patience;
    this.cloud = new SolrCloud(http, solr.urls());
  }

  /**
   * Makes sure that there is a SolrCloud.
   *
   * @throws UncheckedIOException naming the URLs that do not lead to one, and why
   */
  public static void check(SolrSettings solr) {
    try (var http = new SolrHttp()) {
      new SolrCloud(http, solr.urls()).check();
    }
  }

  @Override
  public VectorIndex open(Generation generation, int threads) {
    String name = name(generation.manifest());
    boolean made =
        cloud.create(
            name, new Configset(generation.dimensions(), settings), solr.shards(), solr.replicas());
    var collection = new Collection(name, http, cloud);
    ItemTable items = generation.items();
    if (!made) {
      awaitOther(collection, items.size());
    }
    if (collection.trained() < items.size()) {
      LOG.info("building {} of {} items in {} shards", name, items.size(), solr.shards());
      collection.write(documents(items));
      collection.merge();
      tidy(name);
    }
    open.add(name);
    return new SolrVectorIndex(
        generation, ids, settings, collection, laterMost, () -> open.remove(name));
  }

  private static Iterator<Document> documents(ItemTable items) {
    return IntStream.range(0, items.size())
        .mapToObj(row -> new Document(items.id(row), false, items.vectors().row(row)))
        .iterator();
  }

  /** Whoever made a collection builds it; who finds it waits, as long as it grows. */
  private void awaitOther(Collection collection, int items) {
    int before = -1;
    long grown = System.nanoTime();
    for (int now = collection.trained(); now < items; now = collection.trained()) {
      if (now > before) {
        before = now;
        grown = System.nanoTime();
      } else if (System.nanoTime() - grown > patience.toNanos()) {
        LOG.warn("{} stands still at {} of {} items", collection.name(), now, items);
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GenerationException(
            "interrupted while " + collection.name() + " was being built", e);
      }
    }
  }

  /** Removes what was built of old generations of this registry and is not in use here. */
  private void tidy(String justBuilt) {
    try {
      dropOld(justBuilt);
    } catch (UncheckedIOException | GenerationException e) {
      // What is not removed now only takes room, and is with the next one.
      LOG.warn("old collections stay: {}", e.getMessage());
    }
  }

  private void dropOld(String justBuilt) {
    Set<String> there = cloud.collections();
    List<String> youngestFirst =
        registry.list().stream()
            .map(registry::manifest)
            .sorted(
                Comparator.comparing(Manifest::createdAt)
                    .thenComparing(Manifest::generation)
                    .reversed())
            .map(this::name)
            .filter(there::contains)
            .toList();
    youngestFirst.stream()
        .skip(KEPT)
        .filter(name -> !name.equals(justBuilt) && !open.contains(name))
        .forEach(
            name -> {
              LOG.info("dropping {}", name);
              cloud.drop(name);
            });
  }

  /** {@code limpet_GENERATION_DIGEST}. */
  private String name(Manifest manifest) {
    var stamp = new StringBuilder();
    stamp
        .append(new Configset(manifest.dimensions(), settings).name())
        .append(' ')
        .append(solr.shards());
    manifest
        .files()
        .forEach(file -> stamp.append(' ').append(file.name()).append(' ').append(file.sha256()));
    return "limpet_" + manifest.generation() + "_" + digest(stamp.toString());
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
