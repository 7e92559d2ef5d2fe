package io.limpet.flink.rebuild;

import java.io.Serializable;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a topic has been read.
 *
 * @param offsets the next to be read of each partition
 */
public record KafkaPosition(String topic, TreeMap<Integer, Long> offsets) implements Serializable {
  TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }
}
