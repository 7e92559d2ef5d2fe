package io.limpet.flink.savepoint;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that keeps what a job says, in the order of each of its keys.
 *
 * @param name under which it is found again
 */
public record Heard<T>(String name) implements Sink<T> {
  private static final Map<String, List<Object>> ALL = new ConcurrentHashMap<>();

  /** All that was said to a sink of this name. */
  @SuppressWarnings("unchecked") // whoever asks knows what was said
  public static <T> List<T> of(String name) {
    return (List<T>) ALL.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    List<T> heard = of(name);
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context at) {
        heard.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
