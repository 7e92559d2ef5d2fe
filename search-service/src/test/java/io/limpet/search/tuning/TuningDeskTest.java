package io.limpet.search.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.generation.Registry;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.ResultStore;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.recommend.Sources;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.SurfaceStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The producer is Kafka's own mock, which acknowledges when the test says so. */
@Timeout(60)
class TuningDeskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Of experiments: nothing is acknowledged by itself. */
  private final MockProducer<byte[], byte[]> hanging = producer(false);

  private final MockProducer<byte[], byte[]> prompt = producer(true);
  private final TuningStore store = new TuningStore();

  private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    hanging.close();
    prompt.close();
  }

  private TuningDesk desk() {
    var surfaces = new SurfaceStore(new SurfaceReader(Sources.NAMES), new SimpleMeterRegistry());
    var experiments = new ExperimentStore(surfaces, id -> true, () -> 0);
    return new TuningDesk(
        store,
        surfaces,
        new SurfaceDesk(surfaces, null, followed(prompt, Topics.SURFACES), () -> 0),
        experiments,
        new ExperimentDesk(
            experiments, new Registry(folder), followed(hanging, Topics.EXPERIMENTS), () -> 0),
        new ResultStore(),
        followed(prompt, Topics.TUNINGS),
        () -> 0);
  }

  private static <T> FollowedWriter<T> followed(
      MockProducer<byte[], byte[]> producer, Topic<T> topic) {
    return new FollowedWriter<>(
        new KafkaWriter(producer), topic, written -> CompletableFuture.completedFuture(null));
  }

  private static JsonNode document(String surface) throws JsonProcessingException {
    return new JsonMapper()
        .readTree(
            """
            {"surface": "%s", "metric": "conversion",
             "knobs": [{"path": "/weights/trend", "low": 0, "high": 1}]}
            """
                .formatted(surface));
  }

  private void runs(String id) throws JsonProcessingException {
    store.take(
        id, TuningRecord.draft(document("home")).beginning(new Tried(List.of(0.08), 0, 1e-6)));
  }

  private List<String> written() {
    return prompt.history().stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void aStepThatWaitsForKafkaKeepsNobodyFromChangingAnotherTuning() throws Exception {
    runs("slow");
    TuningDesk desk = desk();
    Thread stepping = Thread.ofPlatform().start(desk::run);
    await("the step's experiment is on its way").atMost(PATIENCE).until(this::isOnItsWay);

    desk.put("other", document("cart"), "anna");
    store.take("other", TuningRecord.draft(document("cart")));
    desk.start("other", "anna");

    assertThat(written()).containsExactly("other", "other");
    assertThat(stepping.isAlive()).as("the step still waits").isTrue();
    assertThat(hanging.errorNext(new TimeoutException("not acknowledged"))).isTrue();
    stepping.join(PATIENCE);
    assertThat(store.problem("slow")).contains("not acknowledged");
  }

  private boolean isOnItsWay() {
    return !hanging.history().isEmpty();
  }

  @Test
  void whatIsBeingSteppedIsNotSteppedTwiceAndItsStopComesAfter() throws Exception {
    runs("slow");
    TuningDesk desk = desk();
    Thread stepping = Thread.ofPlatform().start(desk::run);
    await("the step's experiment is on its way").atMost(PATIENCE).until(this::isOnItsWay);

    desk.run();
    assertThat(hanging.history()).as("one step at a time").hasSize(1);
    Thread stopping = Thread.ofPlatform().start(() -> desk.stop("slow", "anna"));
    await("the stop waits for the step")
        .atMost(PATIENCE)
        .until(() -> stopping.getState() == Thread.State.WAITING);
    assertThat(written()).isEmpty();

    assertThat(hanging.errorNext(new TimeoutException("not acknowledged"))).isTrue();
    stepping.join(PATIENCE);
    stopping.join(PATIENCE);
    assertThat(written()).containsExactly("slow");
  }

  @Test
  void twoTuningsDoNotTuneOneSurface() throws Exception {
    runs("first");
    store.take("second", TuningRecord.draft(document("home")));

    assertThatThrownBy(() -> desk().start("second", "anna"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is tuned by \"first\"");
  }
}
