package io.limpet.system.faults;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.system.compose.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What can go wrong with the processes of {@link Cluster}. */
final class Faults {
  private static final int CUT_SECONDS = 10;
  private static final int FULL_SECONDS = 20;
  private static final int POISON_BYTES = 200;

  private Faults() {}

  /** The processes that can be killed. */
  static List<Fault> kills() {
    return Cluster.PROCESSES.stream().map(Fault::kill).toList();
  }

  /** All of them. */
  static List<Fault> all() {
    return Stream.concat(
            kills().stream(), List.of(cutNetwork(), noCheckpoints(), poison()).stream())
        .toList();
  }

  private static Fault cutNetwork() {
    return new Fault(
        "no network between the jobs and Kafka",
        topology -> topology.toKafka().cut(),
        topology -> topology.toKafka().mend(),
        CUT_SECONDS);
  }

  /** A file stands where the folder of the checkpoints was, so that every write fails. */
  private static Fault noCheckpoints() {
    return new Fault(
        "checkpoints cannot be written",
        topology -> {
          Files.move(topology.checkpoints(), aside(topology));
          Files.writeString(topology.checkpoints(), "in the way");
        },
        topology -> {
          Files.delete(topology.checkpoints());
          Files.move(aside(topology), topology.checkpoints());
        },
        FULL_SECONDS);
  }

  private static Path aside(Topology topology) {
    return topology.checkpoints().resolveSibling("checkpoints-aside");
  }

  /** Bytes that mean nothing, in every topic. */
  private static Fault poison() {
    return new Fault(
        "a record that nobody can read in every topic",
        topology -> poison(topology.bootstrapServers()),
        topology -> {},
        0);
  }

  private static void poison(String bootstrapServers) throws IOException {
    var random = new Random(1);
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Topic<?> topic : Topics.all()) {
        byte[] bytes = new byte[1 + random.nextInt(POISON_BYTES)];
        random.nextBytes(bytes);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic.name(), "poison".getBytes(StandardCharsets.UTF_8), bytes));
      }
      producer.flush();
    }
  }
}
