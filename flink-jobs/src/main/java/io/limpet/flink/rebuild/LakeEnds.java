package io.limpet.flink.rebuild;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The ends between which a job is built that reads the lake once: they stand in for Kafka's.
 *
 * @param parts of {@link Arrivals} that are read
 * @param done a file that is made when the job has been given all of them
 * @param goOn where the job is to go on with clean events
 * @param values where the last values of its topics go, a folder a topic
 */
record LakeEnds(
    StreamExecutionEnvironment env,
    JobSettings settings,
    List<Path> parts,
    Path done,
    KafkaPosition goOn,
    Values values) {

  /** Where the last values of a topic are. */
  @FunctionalInterface
  interface Values {
    Path of(Topic<?> topic);
  }

  /** The clean events. */
  Source<CleanEvent, ?, ?> events() {
    return lake(deed -> deed.isLeft() ? deed.left() : null, WireTypes.CLEAN_EVENT);
  }

  /** Whatever was done, as a job takes it. */
  <T> Source<T, ?, ?> lake(LakeSource.Taking<T> taking, TypeInformation<T> type) {
    return new LakeSource<>(parts, done, taking, type, goOn);
  }

  /**
   * Stands in for {@code limpet.erasures}: says nothing, since whoever was forgotten is not in the
   * lake, and in a savepoint that all of the topic is still to be read.
   */
  Source<TopicRecord, ?, ?> nobodyToForget() {
    return new LakeSource<>(
        List.of(),
        done.resolveSibling(done.getFileName() + "-erasures"),
        deed -> null,
        WireTypes.TOPIC_RECORD,
        new KafkaPosition(Topics.ERASURES.name(), new TreeMap<>()));
  }

  /** A topic of which the last value of each key is kept. */
  <T> Sink<Keyed<T>> to(Topic<T> topic) {
    return new LastValuesSink<>(values.of(topic), topic);
  }
}
