package io.limpet.search.solr;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.generation.Generation;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HNSW graph a shard on the machines of a SolrCloud. Nothing of a vector is kept here but of
 * items that came lately: those are compared one by one, so they are found at once, and when they
 * are many they are written to the cluster. Several services may share a collection: what they
 * write is the same.
 *
 * <p>Tests stay here, where the catalogue is: what few items they leave is named to the cluster,
 * and where they leave many, more is fetched than is asked for.
 */
public final class SolrVectorIndex implements VectorIndex {
  private static final Logger LOG = LoggerFactory.getLogger(SolrVectorIndex.class);

  /** So many items or fewer are named in any case. */
  private static final int NAMED_LEAST = 1_000;

  /** How many may be named in place of one that is fetched: that costs about as much. */
  private static final int NAMED_PER_FETCHED = 2;

  /** More is fetched than should be needed, as no shard holds just its share of the best. */
  private static final double MARGIN = 1.5;

  private final Generation generation;
  private final ItemIds ids;
  private final HnswSettings settings;
  private final Collection collection;
  private final int laterMost;
  private final Runnable whenClosed;
  private final ConcurrentHashMap<Integer, float[]> later = new ConcurrentHashMap<>();
  private final Set<Integer> deleted = ConcurrentHashMap.newKeySet();
  private final Set<Integer> written = ConcurrentHashMap.newKeySet();
  private int writeBeyond;

  /**
   * @param laterMost later items beyond which they are written to the cluster
   */
  SolrVectorIndex(
      Generation generation,
      ItemIds ids,
      HnswSettings settings,
      Collection collection,
      int laterMost,
      Runnable whenClosed) {
    this.generation = generation;
    this.ids = ids;
    this.settings = settings;
    this.collection = collection;
    this.laterMost = laterMost;
    this.writeBeyond = laterMost;
    this.whenClosed = whenClosed;
    for (int row = 0; row < generation.items().size(); row++) {
      ids.number(generation.items().id(row));
    }
    collection.later().forEach(id -> written.add(ids.number(id)));
  }

  @Override
  public int dimensions() {
    return generation.dimensions();
  }

  @Override
  public int size() {
    return stored()
        + (int) later.keySet().stream().filter(item -> !contains(item)).count()
        - deleted.size();
  }

  /** Documents of the cluster. */
  private int stored() {
    return generation.items().size() + (int) written.stream().filter(i -> !isTrained(i)).count();
  }

  private boolean isTrained(int item) {
    return generation.items().row(ids.id(item)) >= 0;
  }

  /** Whether the cluster has it. */
  private boolean contains(int item) {
    return written.contains(item) || isTrained(item);
  }

  @Override
  public List<Hit> search(float[] query, int k, Acceptable acceptable) {
    VectorIndex.checkSearch(dimensions(), query, k);
    List<Hit> hits = new ArrayList<>();
    // Before the cluster, so that an item on its way there is met at least once.
    later.forEach(
        (item, vector) -> {
          if (acceptable.test(item)) {
            hits.add(new Hit(item, VectorUtil.dotProduct(query, vector)));
          }
        });
    Set<Integer> met = new HashSet<>();
    hits.forEach(hit -> met.add(hit.item()));
    IntPredicate inCluster =
        item -> !later.containsKey(item) && !deleted.contains(item) && acceptable.test(item);
    for (Hit hit : searchCluster(query, k, acceptable.items(), inCluster)) {
      if (met.add(hit.item())) {
        hits.add(hit);
      }
    }
    return hits.stream().sorted(Hit.BEST_FIRST).limit(k).toList();
  }

  private List<Hit> searchCluster(float[] query, int k, int @Nullable [] among, IntPredicate test) {
    if (among != null && among.length <= NAMED_LEAST) {
      return named(query, k, passing(among, test), test);
    }
    int size = stored();
    int shards = collection.shards();
    int count = Math.max(k, settings.efSearch());
    int @Nullable [] passing = null;
    while ((long) count * shards < size) {
      List<Hit> hits = hits(Queries.nearest(query, count), test);
      if (hits.size() >= k) {
        return hits;
      }
      if (passing == null) {
        passing = passing(among != null ? among : numbers(), test);
      }
      // Of so many one passes; enough of those are fetched that k should be among them.
      double fetched = MARGIN * k * size / Math.max(1, passing.length);
      if (passing.length <= Math.max(NAMED_LEAST, NAMED_PER_FETCHED * fetched)) {
        return named(query, k, passing, test);
      }
      count = (int) Math.min(size, Math.max(2.0 * count, fetched / shards));
    }
    return hits(Queries.all(query, size), test);
  }

  private int[] numbers() {
    return IntStream.range(0, ids.size()).toArray();
  }

  /** Those of the items that the cluster has and that pass. */
  private int[] passing(int[] items, IntPredicate test) {
    return Arrays.stream(items).filter(item -> contains(item) && test.test(item)).toArray();
  }

  private List<Hit> named(float[] query, int k, int[] items, IntPredicate test) {
    if (items.length == 0) {
      return List.of();
    }
    List<String> names = Arrays.stream(items).mapToObj(ids::id).toList();
    return hits(Queries.among(query, k, names), test);
  }

  private List<Hit> hits(byte[] body, IntPredicate test) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode document : collection.search(body)) {
      int item = ids.number(document.path("id").asText());
      if (test.test(item)) {
        hits.add(new Hit(item, Queries.product(document.path("score").floatValue())));
      }
    }
    return hits;
  }

  @Override
  public synchronized void add(int item, float[] vector) {
    VectorIndex.check(dimensions(), vector);
    later.put(item, vector.clone());
    deleted.remove(item);
    if (later.size() > writeBeyond) {
      writeLater();
    }
  }

  @Override
  public synchronized void delete(int item) {
    if (contains(item)) {
      deleted.add(item);
    }
    later.remove(item);
  }

  private void writeLater() {
    Map<Integer, float[]> all = Map.copyOf(later);
    try {
      collection.write(
          all.entrySet().stream()
              .map(entry -> new Document(ids.id(entry.getKey()), true, entry.getValue()))
              .iterator());
      written.addAll(all.keySet());
      all.forEach(later::remove);
      writeBeyond = laterMost;
    } catch (UncheckedIOException e) {
      // They are found all the same, only more slowly. Tried again once there are many more.
      writeBeyond = later.size() + laterMost;
      LOG.warn("{} later items stay in memory: {}", later.size(), e.getMessage());
    }
  }

  /** Leaves the collection where it is, for the other services and the next start. */
  @Override
  public void close() {
    whenClosed.run();
  }
}
