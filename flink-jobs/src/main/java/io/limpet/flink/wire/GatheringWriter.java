package io.limpet.flink.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/**
 * Hands records to another writer, each at once while they are few, and together what comes within
 * {@value #PAUSE_MILLIS} ms of the last. The more come, the longer, up to {@value
 * #LONGEST_PAUSE_MILLIS} ms. Kafka's producer sends what it has whenever it can; at 13,000 records
 * a second those were seven a request, and sending and taking requests a third of the work. {@code
 * linger.ms} would let each record wait, also where there is nothing to wait for.
 *
 * <p>Order is kept. {@link #flush} lets nothing wait, so a checkpoint covers what was gathered.
 */
final class GatheringWriter<T> implements SinkWriter<T> {
  /** How long a record waits while they are few, and after how long a pause none waits. */
  static final long PAUSE_MILLIS = 1;

  /** How long one waits at most. */
  static final long LONGEST_PAUSE_MILLIS = 8;

  /** When so many come in a millisecond they wait longest; when half as many do, half as long. */
  static final int FULL_RATE = 12;

  /** Long enough that one request of fifty events is not taken for a busy hour. */
  static final long LOOK_MILLIS = 50;

  /** Flink fires a timer so long after its time has come. */
  private static final long LATE_MILLIS = 1;

  /** Not more than these wait: they are objects in memory. */
  static final int MOST = 512;

  private final SinkWriter<T> to;
  private final ProcessingTimeService time;
  private final List<Waiting<T>> waiting = new ArrayList<>();
  private long sentMillis;
  private boolean timed;
  private long pauseMillis = PAUSE_MILLIS;
  private long lookedMillis;
  private int since;

  private record Waiting<T>(T element, long currentWatermark, @Nullable Long timestamp)
      implements Context {
    static <T> Waiting<T> of(T element, Context context) {
      return new Waiting<>(element, context.currentWatermark(), context.timestamp());
    }
  }

  GatheringWriter(SinkWriter<T> to, ProcessingTimeService time) {
    this.to = to;
    this.time = time;
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    long now = time.getCurrentProcessingTime();
    look(now);
    if (waiting.isEmpty() && Math.abs(now - sentMillis) >= PAUSE_MILLIS) {
      sentMillis = now;
      to.write(element, context);
      return;
    }
    waiting.add(Waiting.of(element, context));
    if (waiting.size() >= MOST) {
      send();
    } else if (!timed) {
      timed = true;
      time.registerTimer(now + pauseMillis - LATE_MILLIS, at -> sendInTime());
    }
  }

  private void look(long now) {
    since++;
    long passed = now - lookedMillis;
    if (passed < 0 || passed >= LOOK_MILLIS) {
      // A clock that was set back does not say how long it was: at least one look, then.
      long proportional =
          LONGEST_PAUSE_MILLIS * since / (FULL_RATE * Math.max(passed, LOOK_MILLIS));
      pauseMillis = Math.clamp(proportional, PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
      lookedMillis = now;
      since = 0;
    }
  }

  private void sendInTime() throws IOException, InterruptedException {
    timed = false;
    send();
  }

  private void send() throws IOException, InterruptedException {
    for (Waiting<T> one : waiting) {
      to.write(one.element(), one);
    }
    waiting.clear();
    sentMillis = time.getCurrentProcessingTime();
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    send();
    to.flush(endOfInput);
  }

  @Override
  public void close() throws Exception {
    to.close();
  }
}
