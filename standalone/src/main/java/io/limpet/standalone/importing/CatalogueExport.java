package io.limpet.standalone.importing;

import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import io.limpet.core.topic.Topics;
import io.limpet.standalone.FailedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes what {@code limpet.items} holds as a file of items. */
public final class CatalogueExport {
  private CatalogueExport() {}

  /**
   * Writes the newest of each item, by item id.
   *
   * @param file JSONL; packed when its name ends in {@code .gz}
   * @return how many
   */
  public static long write(String bootstrapServers, Path file) {
    Map<String, Item> items = read(bootstrapServers);
    try (OutputStream out = open(file)) {
      for (Item item : items.values()) {
        out.write(ItemWriter.write(item));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new FailedException("writing " + file + ": " + e, e);
    }
    return items.size();
  }

  private static Map<String, Item> read(String bootstrapServers) {
    Map<String, Item> items = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.ITEMS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          String id = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            items.remove(id);
          } else {
            items.put(id, Topics.ITEMS.codec().decode(record.value()).item());
          }
        }
      }
    }
    return items;
  }

  private static OutputStream open(Path file) throws IOException {
    var out = new BufferedOutputStream(Files.newOutputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
  }
}
