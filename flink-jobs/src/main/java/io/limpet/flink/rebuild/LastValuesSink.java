package io.limpet.flink.rebuild;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Stands in for a compacted topic: keeps the last value of every key as {@link LastValues}. All of
 * them can be read when a savepoint has been taken.
 */
final class LastValuesSink<T> implements Sink<Keyed<T>> {
  private static final long serialVersionUID = 1;

  private final String folder;
  private final String topic;

  LastValuesSink(Path folder, Topic<T> topic) {
    this.folder = folder.toString();
    this.topic = topic.name();
  }

  @Override
  public SinkWriter<Keyed<T>> createWriter(WriterInitContext context) throws IOException {
    var values = new LastValues(Path.of(folder), context.getTaskInfo().getIndexOfThisSubtask());
    Codec<T> codec = codec();
    return new SinkWriter<>() {
      @Override
      public void write(Keyed<T> keyed, Context at) throws IOException {
        byte[] key = Objects.requireNonNull(keyed.key(), "a compacted topic has keys");
        T value = keyed.value();
        values.put(
            new String(key, StandardCharsets.UTF_8), value == null ? null : codec.encode(value));
      }

      @Override
      public void flush(boolean endOfInput) throws IOException {
        values.flush();
      }

      @Override
      public void close() throws IOException {
        values.close();
      }
    };
  }

  @SuppressWarnings("unchecked") // the name came from a Topic<T>
  private Codec<T> codec() {
    return (Codec<T>)
        Topics.all().stream()
            .filter(of -> of.name().equals(topic))
            .findFirst()
            .orElseThrow()
            .codec();
  }
}
