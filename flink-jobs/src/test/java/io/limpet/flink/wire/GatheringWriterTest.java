package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.concurrent.NeverCompleteFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatheringWriterTest {
  private final List<String> sent = new ArrayList<>();
  private final Clock time = new Clock();
  private final GatheringWriter<Integer> writer = new GatheringWriter<>(new Noting(), time);

  /** Fires a timer when its millisecond is over, as Flink's does. */
  private static final class Clock implements ProcessingTimeService {
    private static final ScheduledFuture<?> NEVER_CANCELLED = new NeverCompleteFuture(0);
    private final NavigableMap<Long, ProcessingTimeCallback> timers = new TreeMap<>();
    private long now;

    @Override
    public long getCurrentProcessingTime() {
      return now;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback target) {
      assertThat(timers.put(at, target)).as("another timer at that time").isNull();
      return NEVER_CANCELLED;
    }

    void setCurrentTime(long millis) throws Exception {
      now = millis;
      while (!timers.isEmpty() && timers.firstKey() < now) {
        var due = timers.pollFirstEntry();
        due.getValue().onProcessingTime(due.getKey());
      }
    }
  }

  /** Notes what it is given, and when it was flushed or closed. */
  private final class Noting implements SinkWriter<Integer> {
    @Override
    public void write(Integer element, Context context) {
      sent.add(element + " of " + context.timestamp());
    }

    @Override
    public void flush(boolean endOfInput) {
      sent.add("flushed");
    }

    @Override
    public void close() {
      sent.add("closed");
    }
  }

  private record At(Long timestamp) implements SinkWriter.Context {
    @Override
    public long currentWatermark() {
      return 0;
    }
  }

  private void write(int element) throws IOException, InterruptedException {
    writer.write(element, new At(10L * element));
  }

  @Test
  void sendsAtOnceWhatComesAfterAPause() throws Exception {
    time.setCurrentTime(1_000);
    write(1);
    time.setCurrentTime(1_000 + GatheringWriter.PAUSE_MILLIS);
    write(2);
    assertThat(sent).containsExactly("1 of 10", "2 of 20");
  }

  @Test
  void sendsTogetherWhatComesInQuickSuccession() throws Exception {
    time.setCurrentTime(1_000);
    write(1);
    write(2);
    write(3);
    assertThat(sent).containsExactly("1 of 10");
    time.setCurrentTime(1_000 + GatheringWriter.PAUSE_MILLIS);
    assertThat(sent).containsExactly("1 of 10", "2 of 20", "3 of 30");
    write(4);
    time.setCurrentTime(1_010);
    time.setCurrentTime(1_020);
    write(5);
    assertThat(sent).endsWith("3 of 30", "4 of 40", "5 of 50");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "6, 4", "12, 8", "100, 8"})
  void gathersForLongerTheMoreThereIs(int perMilli, int pauseMillis) throws Exception {
    long began = 1_000;
    time.setCurrentTime(began);
    write(0);
    int many = (int) (perMilli * GatheringWriter.LOOK_MILLIS);
    for (int i = 1; i <= many; i++) {
      time.setCurrentTime(began + i / perMilli);
      write(i);
    }
    long at = began + GatheringWriter.LOOK_MILLIS + GatheringWriter.LONGEST_PAUSE_MILLIS;
    time.setCurrentTime(at);
    at += GatheringWriter.PAUSE_MILLIS;
    time.setCurrentTime(at);
    int before = sent.size();
    assertThat(before).as("nothing waits").isEqualTo(many + 1);
    write(many + 1);
    write(many + 2);
    assertThat(sent).as("after a pause one goes at once").hasSize(before + 1);
    time.setCurrentTime(at + pauseMillis - 1);
    assertThat(sent).as("the next waits").hasSize(before + 1);
    time.setCurrentTime(at + pauseMillis);
    assertThat(sent).hasSize(before + 2);

    at += 10 * GatheringWriter.LOOK_MILLIS;
    time.setCurrentTime(at);
    write(many + 3);
    write(many + 4);
    time.setCurrentTime(at + GatheringWriter.PAUSE_MILLIS);
    assertThat(sent).as("it was quiet for long").hasSize(many + 5);
  }

  @Test
  void isNotBusyAfterOneBurst() throws Exception {
    time.setCurrentTime(1_000);
    write(0);
    time.setCurrentTime(1_000 + GatheringWriter.LOOK_MILLIS);
    int burst = 100;
    for (int i = 1; i <= burst; i++) {
      write(i);
    }
    time.setCurrentTime(1_000 + GatheringWriter.LOOK_MILLIS + GatheringWriter.PAUSE_MILLIS);
    assertThat(sent).hasSize(burst + 1);
  }

  @Test
  void letsNothingWaitForACheckpoint() throws Exception {
    time.setCurrentTime(1_000);
    write(1);
    write(2);
    writer.flush(false);
    assertThat(sent).containsExactly("1 of 10", "2 of 20", "flushed");
    time.setCurrentTime(2_000);
    assertThat(sent).endsWith("flushed");
  }

  @Test
  void letsNoMoreThanSoManyWait() throws Exception {
    time.setCurrentTime(1_000);
    int all = GatheringWriter.MOST + 10;
    for (int i = 0; i < all; i++) {
      write(i);
    }
    assertThat(sent).hasSize(GatheringWriter.MOST + 1);
    writer.flush(true);
    List<String> inOrder = IntStream.range(0, all).mapToObj(i -> i + " of " + 10L * i).toList();
    assertThat(sent.subList(0, all)).isEqualTo(inOrder);
  }

  @Test
  void keepsThatARecordHasNoTime() throws Exception {
    time.setCurrentTime(1_000);
    write(1);
    writer.write(
        2,
        new SinkWriter.Context() {
          @Override
          public long currentWatermark() {
            return 0;
          }

          @Override
          public @Nullable Long timestamp() {
            return null;
          }
        });
    writer.flush(false);
    writer.close();
    assertThat(sent).containsExactly("1 of 10", "2 of null", "flushed", "closed");
  }
}
