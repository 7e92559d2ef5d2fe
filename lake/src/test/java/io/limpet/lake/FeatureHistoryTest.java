package io.limpet.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.feature.FeatureReplay;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.Window;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureHistoryTest {
  /** Midnight, 1 March 2026. */
  private static final long BEGIN = 1_772_323_200_000L;

  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir Path directory;

  @Test
  void showsWhatWasKnownAtEachMoment() throws IOException {
    List<CleanEvent> events = new ArrayList<>();
    for (int hour = 0; hour < 4 * 24; hour++) {
      events.add(purchase(hour));
    }
    List<CleanEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(3));
    Map<String, List<CleanEvent>> files =
        shuffled.stream().collect(Collectors.groupingBy(FeatureHistoryTest::file));
    for (Map.Entry<String, List<CleanEvent>> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    Map<Long, Long> orders = new TreeMap<>();
    var replay =
        new FeatureReplay(id -> Listing.NONE, PositionCurve.STANDARD, Duration.ofMinutes(30));
    new FeatureHistory(new Lake(directory))
        .replay(
            replay,
            List.of(BEGIN + 9 * DAY, BEGIN, BEGIN + DAY, BEGIN + DAY + 1),
            (at, then) ->
                orders.put(
                    at - BEGIN,
                    then.userAt("ann", at).counts().of(EventType.PURCHASE, Window.EVER, at)));

    // What happens in the millisecond of a moment has not happened before it.
    assertThat(orders).isEqualTo(Map.of(0L, 0L, DAY, 24L, DAY + 1, 25L, 9 * DAY, 96L));
  }

  private static CleanEvent purchase(int hour) {
    long millis = BEGIN + hour * DAY / 24;
    var event =
        new Event(
            "e" + hour,
            EventType.PURCHASE,
            "ann",
            null,
            "s",
            millis,
            List.of(LineItem.of("mug"), LineItem.of("bag")),
            null,
            null,
            null,
            null,
            Map.of());
    return new CleanEvent(event, "s" + hour, millis, 0, hour);
  }

  /** Each day has two files. */
  private static String file(CleanEvent clean) {
    return "%s/part-%d%s"
        .formatted(
            Lake.bucket(clean.event().timestampMillis()), clean.originOffset() % 2, Lake.SUFFIX);
  }

  private void write(String name, List<CleanEvent> events) throws IOException {
    LakeFiles.write(
        directory.resolve(name),
        events.stream().flatMap(event -> LakeRow.of(event).stream()).toList());
  }
}
