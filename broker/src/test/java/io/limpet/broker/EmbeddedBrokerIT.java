package io.limpet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path data;

  @Test
  void keepsWhatItAcknowledgedAcrossARestartOnAnotherPort() throws Exception {
    try (var broker = EmbeddedBroker.start(data)) {
      TopicCreator.createMissing(broker.bootstrapServers());
      send(broker, "before", System.currentTimeMillis());
    }
    try (var broker = EmbeddedBroker.start(data)) {
      TopicCreator.createMissing(broker.bootstrapServers());
      send(broker, "after", System.currentTimeMillis());

      assertThat(read(broker, 2))
          .extracting(EmbeddedBrokerIT::text)
          .containsExactly("before", "after");
    }
  }

  @Test
  void stampsRecordsWithTheirArrivalSoThatOldHistoryIsKept() throws Exception {
    try (var broker = EmbeddedBroker.start(data)) {
      TopicCreator.createMissing(broker.bootstrapServers());
      Instant before = Instant.now().minusSeconds(1);
      send(broker, "sold in 2010", Instant.parse("2010-12-01T08:26:00Z").toEpochMilli());

      ConsumerRecord<byte[], byte[]> record = read(broker, 1).getFirst();
      assertThat(Instant.ofEpochMilli(record.timestamp())).isAfter(before);
    }
  }

  @Test
  void createsEveryTopicAsItsRetentionSays() throws Exception {
    try (var broker = EmbeddedBroker.start(data);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicCreator.createMissing(broker.bootstrapServers());
      TopicCreator.createMissing(broker.bootstrapServers());

      for (Topic<?> topic : Topics.all()) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        assertThat(config.get("cleanup.policy").value())
            .as(topic.name())
            .isEqualTo(topic.retention() == Topic.Retention.COMPACTED ? "compact" : "delete");
      }
      var descriptions =
          admin
              .describeTopics(List.of(Topics.MODELS.name(), Topics.EVENTS.name()))
              .allTopicNames()
              .get();
      assertThat(descriptions.get(Topics.MODELS.name()).partitions()).hasSize(1);
      assertThat(descriptions.get(Topics.EVENTS.name()).partitions())
          .hasSize(TopicCreator.PARTITIONS);
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (var taken = FreePorts.lease(0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(data, taken.port()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.port());
    }
  }

  private static void send(EmbeddedBroker broker, String text, long timestamp) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] value = text.getBytes(StandardCharsets.UTF_8);
      producer
          .send(new ProducerRecord<>(Topics.EVENTS.name(), 0, timestamp, value, value))
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedBroker broker, int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    var partition = new TopicPartition(Topics.EVENTS.name(), 0);
    List<ConsumerRecord<byte[], byte[]>> records = new java.util.ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant deadline = Instant.now().plusSeconds(60);
      while (records.size() < count && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).records(partition).forEach(records::add);
      }
    }
    return records;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
