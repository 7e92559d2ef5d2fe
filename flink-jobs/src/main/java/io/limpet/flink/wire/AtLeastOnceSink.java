package io.limpet.flink.wire;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * A Kafka sink without transactions, and so without the operator that would commit them: what was
 * written is flushed before each checkpoint, and that is all. What comes in quick succession leaves
 * together ({@link GatheringWriter}).
 */
final class AtLeastOnceSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final KafkaSink<T> kafka;

  AtLeastOnceSink(KafkaSink<T> kafka) {
    this.kafka = kafka;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new GatheringWriter<>(kafka.createWriter(context), context.getProcessingTimeService());
  }
}
