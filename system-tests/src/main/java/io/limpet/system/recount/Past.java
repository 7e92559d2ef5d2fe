package io.limpet.system.recount;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.lake.Lake;
import io.limpet.lake.files.EventBatches;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.row.LakeParquet;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of the past, put into sessions by gap, oldest first. */
public final class Past {
  private static final long SESSION_GAP_MILLIS = 1_800_000;

  private final List<CleanEvent> events;

  private Past(List<CleanEvent> events) {
    this.events = List.copyOf(events);
  }

  /** The events of a file of interactions. */
  public static Past ofFile(Path file) {
    List<Event> events = new ArrayList<>();
    try (EventBatches batches = EventBatches.open(file)) {
      batches.forEachRemaining(events::add);
    }
    return of(events);
  }

  /** These events. */
  public static Past of(List<Event> events) {
    Map<String, CleanEvent> latest = new HashMap<>();
    List<CleanEvent> clean = new ArrayList<>();
    events.stream()
        .sorted(Comparator.comparingLong(Event::timestampMillis))
        .forEach(
            event -> {
              CleanEvent before = latest.get(event.visitor());
              String session =
                  before != null
                          && event.timestampMillis() - before.event().timestampMillis()
                              <= SESSION_GAP_MILLIS
                      ? before.sessionId()
                      : event.eventId();
              var next = new CleanEvent(event, session, event.timestampMillis(), 0, clean.size());
              latest.put(event.visitor(), next);
              clean.add(next);
            });
    return new Past(clean);
  }

  /** The events. */
  public List<CleanEvent> events() {
    return events;
  }

  /** Writes the events into a lake, as the archive does: a folder a day. */
  public void write(Path lake) throws IOException {
    Map<String, List<CleanEvent>> days = new TreeMap<>();
    for (CleanEvent clean : events) {
      days.computeIfAbsent(Lake.bucket(clean.event().timestampMillis()), day -> new ArrayList<>())
          .add(clean);
    }
    for (Map.Entry<String, List<CleanEvent>> day : days.entrySet()) {
      Path folder = Files.createDirectories(lake.resolve(day.getKey()));
      try (OutputStream out = Files.newOutputStream(folder.resolve("part-0" + Lake.SUFFIX))) {
        ParquetWriter<LakeRow> rows = LakeParquet.writer(out);
        for (CleanEvent clean : day.getValue()) {
          for (LakeRow row : LakeRow.of(clean)) {
            rows.write(row);
          }
        }
        rows.finish();
      }
    }
  }
}
