package io.limpet.search.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.Shop;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is decided while the index of a large generation, {@link #LARGE}, is being built. */
class ReleaseDeskIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  private static final String LARGE = "g3";

  @TempDir Path folder;
  private final CountDownLatch built = new CountDownLatch(1);
  private GenerationSwitch generations;
  private KafkaWriter writer;
  private TopicReader<Release> reader;
  private ReleaseDesk desk;

  /** Builds the index of the large generation when the test says so. */
  private Indexes slow(Indexes indexes) {
    return (generation, threads) -> {
      if (generation.id().equals(LARGE)) {
        try {
          built.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return indexes.open(generation, threads);
    };
  }

  @BeforeEach
  void start() {
    Shop shop = new Shop(BROKER, folder).train("g1", 1).train("g2", 2).train(LARGE, 3);
    var metrics = new SimpleMeterRegistry();
    var ids = new ItemIds();
    var indexes = new LocalIndexes(folder.resolve("indexes"), HnswSettings.DEFAULT, ids);
    generations =
        new GenerationSwitch(
            new GenerationOpener(shop.registry(), slow(indexes), ids), Map::of, metrics);
    writer = KafkaWriter.prompt(BROKER.bootstrapServers(), Duration.ofSeconds(30));
    reader =
        new TopicReader<>(BROKER.bootstrapServers(), Topics.MODELS, generations::take, metrics);
    // What an earlier test decided is over once all of the topic was read.
    reader.start().caughtUp().thenCompose(read -> generations.caughtUp()).join();
    desk =
        new ReleaseDesk(
            generations,
            new FollowedWriter<>(writer, Topics.MODELS, reader::reached),
            System::currentTimeMillis);
    done(desk.release("g1"));
  }

  @AfterEach
  void stop() {
    built.countDown();
    reader.close();
    writer.close();
    generations.close();
    for (String generation : List.of("g1", "g2", LARGE)) {
      BROKER.send(Topics.MODELS, generation, null);
    }
  }

  private static void done(CompletableFuture<Void> decision) {
    assertThat(decision).succeedsWithin(Duration.ofSeconds(60));
  }

  private CompletableFuture<Void> releaseLarge() {
    CompletableFuture<Void> release = desk.release(LARGE);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(generations.opening(LARGE))
                    .isNotNull()
                    .extracting(Opening.Progress::stage)
                    .isEqualTo(Opening.Stage.BUILDING));
    assertThat(release).isNotDone();
    assertThat(desk.underWay(LARGE)).isEqualTo(ReleaseDesk.Kind.RELEASE);
    return release;
  }

  @Test
  void releasesInTheOrderInWhichItWasAsked() {
    CompletableFuture<Void> first = releaseLarge();
    CompletableFuture<Void> second = desk.release("g2");
    assertThat(desk.release(LARGE)).isSameAs(first);
    assertThat(desk.underWay("g2")).isEqualTo(ReleaseDesk.Kind.RELEASE);
    assertThat(generations.current()).isEqualTo("g1");

    built.countDown();
    done(first);
    done(second);
    assertThat(generations.current()).isEqualTo("g2");
    assertThat(generations.decisions().get(LARGE).state()).isEqualTo(Release.State.RELEASED);
    assertThat(generations.opening(LARGE)).isNull();
    assertThat(desk.underWay(LARGE)).isNull();
  }

  @Test
  void aRollbackWaitsForNoRelease() {
    done(desk.release("g2"));
    CompletableFuture<Void> release = releaseLarge();

    done(desk.rollBack("g2"));
    assertThat(generations.current()).isEqualTo("g1");
    assertThat(release).isNotDone();

    built.countDown();
    done(release);
    assertThat(generations.current()).isEqualTo(LARGE);
  }

  @Test
  void aReleaseThatWasTakenBackDoesNotHappen() {
    CompletableFuture<Void> release = releaseLarge();
    done(desk.rollBack(LARGE));
    assertThat(desk.underWay(LARGE)).isNull();

    built.countDown();
    assertThatThrownBy(() -> release.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(GenerationException.class)
        .hasMessageContaining("something else was decided on generation g3");
    assertThat(generations.current()).isEqualTo("g1");
    assertThat(generations.decisions()).doesNotContainKey(LARGE);
    assertThat(desk.failure(LARGE)).isNull();
  }
}
