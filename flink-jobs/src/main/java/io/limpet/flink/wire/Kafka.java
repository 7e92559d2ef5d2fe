package io.limpet.flink.wire;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The Kafka ends of one job. Sources never fail on a record that they cannot read; sinks write at
 * least once.
 */
public final class Kafka {
  /** A topic that is widened is read whole within this time. */
  private static final String DISCOVERY_MILLIS = "60000";

  /** As large as the broker of Limpet takes; a larger one refuses first. */
  private static final String REQUEST_BYTES = String.valueOf(4 << 20);

  private final String bootstrapServers;
  private final String job;
  private final Pace pace;

  /**
   * @param settings say where Kafka is
   * @param job the consumer group is called after it, and it says how soon it must have what is new
   */
  public Kafka(JobSettings settings, LimpetJob job) {
    this.bootstrapServers = settings.bootstrapServers();
    this.job = job.name();
    this.pace = job.pace();
  }

  /** {@code limpet.events}, from where the group stopped, else from the beginning. */
  public KafkaSource<RawEvent> rawEvents() {
    return events(new RawEventReader(), Topics.EVENTS);
  }

  /** {@code limpet.events.clean}, from where the group stopped, else from the beginning. */
  public KafkaSource<CleanEvent> cleanEvents() {
    return events(
        new TopicReader<>(Topics.EVENTS_CLEAN, WireTypes.CLEAN_EVENT), Topics.EVENTS_CLEAN);
  }

  /** {@code limpet.identities}, from where the group stopped, else from the beginning. */
  public KafkaSource<HandOver> handOvers() {
    return events(new TopicReader<>(Topics.IDENTITIES, WireTypes.HAND_OVER), Topics.IDENTITIES);
  }

  /** {@code limpet.served}, from where the group stopped, else from the beginning. */
  public KafkaSource<Served> served() {
    return events(new TopicReader<>(Topics.SERVED, WireTypes.SERVED), Topics.SERVED);
  }

  /**
   * Event time of clean events, for jobs that wait for the latest. Given to the source, it holds a
   * watermark a partition: the newest event of the partition less {@code max-lateness}. The job
   * goes by the partition that is furthest behind, but for those without a record for {@code
   * idle-after}: a visitor who sleeps holds nobody up.
   */
  public static WatermarkStrategy<CleanEvent> watermarks(JobSettings settings) {
    return WatermarkStrategy.<CleanEvent>forBoundedOutOfOrderness(settings.maxLateness())
        .withTimestampAssigner((clean, recordMillis) -> clean.event().timestampMillis())
        .withIdleness(settings.idleAfter());
  }

  /**
   * Compacted topics, from the beginning whatever the group has read: all that they say belongs to
   * the state of a job that starts without one. Most of them are silent for hours, so they are read
   * the moment that they are not, whatever the pace of the job: asking every tenth of a second
   * costs more.
   */
  public KafkaSource<TopicRecord> compacted(Topic<?>... topics) {
    return source(new TopicRecordReader(), Pace.AT_ONCE, topics)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .build();
  }

  /** {@code limpet.erasures}: who is to be forgotten, and was. */
  public KafkaSource<TopicRecord> erasures() {
    return compacted(Topics.ERASURES);
  }

  private <T> KafkaSource<T> events(KafkaRecordDeserializationSchema<T> reader, Topic<?> topic) {
    return source(reader, pace, topic)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .build();
  }

  private <T> KafkaSourceBuilder<T> source(
      KafkaRecordDeserializationSchema<T> reader, Pace readAt, Topic<?>... topics) {
    String names = String.join("-", Arrays.stream(topics).map(Topic::name).toList());
    KafkaSourceBuilder<T> source =
        KafkaSource.<T>builder()
            .setBootstrapServers(bootstrapServers)
            .setTopics(Arrays.stream(topics).map(Topic::name).toList())
            .setGroupId("limpet-" + job)
            .setClientIdPrefix("limpet-" + job + "-" + names)
            .setDeserializer(reader)
            .setProperty("partition.discovery.interval.ms", DISCOVERY_MILLIS)
            .setProperty("fetch.max.wait.ms", String.valueOf(Pace.FETCH_MILLIS));
    return readAt == Pace.GATHERED
        ? source
            .setProperty("max.poll.records", String.valueOf(Pace.POLL_RECORDS))
            .setProperty("interceptor.classes", GatheringPolls.class.getName())
        : source;
  }

  /** Writes to a topic. */
  public <T> Sink<Keyed<T>> to(Topic<T> topic) {
    return new AtLeastOnceSink<>(
        KafkaSink.<Keyed<T>>builder()
            .setBootstrapServers(bootstrapServers)
            .setRecordSerializer(new TopicWriter<>(topic))
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("acks", "all")
            .setProperty("linger.ms", String.valueOf(pace.lingerMillis()))
            .setProperty("max.request.size", REQUEST_BYTES)
            .build());
  }
}
