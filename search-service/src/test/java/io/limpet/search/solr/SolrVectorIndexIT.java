package io.limpet.search.solr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.fixtures.SolrCluster;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.RandomGeneration;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.index.VectorIndexContract;
import io.limpet.search.state.ItemIds;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The contract on two nodes, of which each has a replica of both shards. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SolrVectorIndexIT extends VectorIndexContract {
  private static final long SEED = System.nanoTime();
  private static final HnswSettings GRAPH = HnswSettings.DEFAULT;

  private static final int SMALL = 50;
  private static final int LATER_MOST = 20;

  private static SolrCluster cluster;
  private static SolrSettings solr;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void startCluster() {
    cluster =
        SolrCluster.start(
            Path.of("..").toAbsolutePath().normalize(),
            2,
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    solr = new SolrSettings(cluster.urls().stream().map(URI::create).toList(), 2, 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @AfterEach
  void closeClients() throws Exception {
    for (AutoCloseable part : opened) {
      part.close();
    }
  }

  /** The same for all tests, which so share one collection. */
  @Override
  protected long seed() {
    return SEED;
  }

  @Override
  protected VectorIndex open(Path folder, Generation generation, ItemIds ids) {
    return indexes(solr, ids).open(generation);
  }

  private SolrIndexes indexes(SolrSettings solr, ItemIds ids) {
    var indexes = new SolrIndexes(solr, GRAPH, ids, registry(), LATER_MOST, Duration.ZERO);
    opened.add(indexes);
    return indexes;
  }

  private Registry registry() {
    return new Registry(folder.resolve("models"));
  }

  private SolrCloud cloud() {
    var http = new SolrHttp();
    opened.add(http);
    return new SolrCloud(http, solr.urls());
  }

  private static SolrSettings oneCore() {
    return new SolrSettings(solr.urls(), 1, 1);
  }

  /** A small one, whose collection is one core. */
  private Generation small(String id) {
    return RandomGeneration.write(registry(), id, SMALL, DIMENSIONS, seed);
  }

  private String collectionOf(String generation) {
    return cloud().collections().stream()
        .filter(name -> name.startsWith("limpet_" + generation + "_"))
        .collect(Collectors.joining());
  }

  @Test
  void isSpreadOverShardsWithReplicasOnBothNodes() {
    assertThat(cloud().shards(collectionOf("g1")))
        .hasSize(2)
        .allSatisfy(
            shard ->
                assertThat(shard.cores())
                    .extracting(core -> URI.create(core).getPort())
                    .containsExactlyInAnyOrderElementsOf(
                        solr.urls().stream().map(URI::getPort).toList()));
  }

  @Test
  void findsEveryLaterItemWhileTheyAreWrittenToTheClusterAndAfterAStart() {
    Generation generation = small("later");
    VectorIndex written = indexes(oneCore(), ids).open(generation);
    float[] near = query();
    written.add(ids.number("first, of all"), near);
    var done = new AtomicBoolean();
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count == 0) {
                assertThat(written.search(near, SMALL, Acceptable.ALL))
                    .filteredOn(hit -> ids.id(hit.item()).equals("first, of all"))
                    .hasSize(1);
                count++;
              }
              return count;
            });
    for (int i = 0; i < LATER_MOST + 2; i++) {
      written.add(ids.number("later " + i), query());
    }
    done.set(true);
    assertThat(searches.join()).isPositive();
    assertThat(written.size()).isEqualTo(SMALL + LATER_MOST + 3);
    written.close();

    var others = new ItemIds();
    VectorIndex reopened = indexes(oneCore(), others).open(generation);
    assertThat(reopened.size()).isEqualTo(SMALL + LATER_MOST + 1);
    int first = others.find("first, of all");
    assertThat(reopened.search(near, 1, Acceptable.among(new int[] {first}, item -> true)))
        .extracting(Hit::item)
        .containsExactly(first);
  }

  @Test
  void servicesThatStartTogetherShareOneCollection() {
    Generation generation = small("shared");
    List<CompletableFuture<VectorIndex>> both =
        Stream.of(new ItemIds(), new ItemIds())
            .map(own -> indexes(oneCore(), own))
            .map(own -> CompletableFuture.supplyAsync(() -> own.open(generation)))
            .toList();
    for (CompletableFuture<VectorIndex> each : both) {
      assertThat(each.join().search(query(), SMALL, Acceptable.ALL)).hasSize(SMALL);
    }
    assertThat(cloud().count(collectionOf("shared"), "*:*")).isEqualTo(SMALL);
  }

  @Test
  void aBuildThatWasInterruptedIsCompleted() {
    Generation generation = small("half");
    indexes(oneCore(), ids).open(generation).close();
    String name = collectionOf("half");
    cloud()
        .update(
            name,
            "{\"delete\":{\"query\":\"id:*1\"}}".getBytes(UTF_8),
            "commit=true",
            Duration.ofMinutes(1));
    assertThat(cloud().count(name, "*:*")).isLessThan(SMALL);

    VectorIndex completed = indexes(oneCore(), ids).open(generation);
    assertThat(completed.search(query(), SMALL, Acceptable.ALL)).hasSize(SMALL);
  }

  @Test
  void collectionsOfOldGenerationsAreDroppedUnlessTheyAreOpen() {
    SolrIndexes indexes = indexes(oneCore(), ids);
    VectorIndex oldest = indexes.open(small("t1"));
    indexes.open(small("t2")).close();
    indexes.open(small("t3")).close();
    indexes.open(small("t4")).close();
    indexes.open(small("t5")).close();
    assertThat(cloud().collections())
        .extracting(name -> name.split("_", 3)[1])
        .contains("t1", "t3", "t4", "t5")
        .doesNotContain("t2");
    assertThat(oldest.search(query(), SMALL, Acceptable.ALL)).hasSize(SMALL);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void answersWithoutANodeAndSaysSoWithoutAny() {
    var done = new AtomicBoolean();
    float[] query = query();
    List<Hit> before = index.search(query, K, Acceptable.ALL);
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count < 100) {
                assertThat(index.search(query, K, Acceptable.ALL)).hasSameSizeAs(before);
                count++;
              }
              return count;
            });
    cluster.kill(1);
    done.set(true);
    assertThat(searches.join()).isGreaterThanOrEqualTo(100);
    findsTheHighestDotProductsOfVectorsOfAnyLength();

    cluster.kill(0);
    assertThatThrownBy(() -> index.search(query, K, Acceptable.ALL))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no node of SolrCloud answers")
        .hasMessageContaining(solr.urls().getFirst().toString());
  }
}
