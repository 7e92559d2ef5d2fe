package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.signal.ItemSignals;
import io.limpet.flink.JobSettings;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.wire.Keyed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code item-signals} between {@link Script}s and {@link Heard}. */
final class ItemSignalsPlay implements Play {
  @Override
  public boolean isComplete(Map<String, String> said) {
    Map<String, Long> versions = new TreeMap<>();
    Acts.clean(Acts.COUNT).stream()
        .distinct()
        .flatMap(clean -> clean.event().items().stream())
        .forEach(line -> versions.merge(line.itemId(), 1L, Long::sum));
    return versions.entrySet().stream()
        .allMatch(e -> said.getOrDefault(e.getKey(), "").endsWith(" version " + e.getValue()));
  }

  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events = run.events();
    ItemSignalsJob.build(env, settings, events, new Heard<>(run.sink("signals")));
    return List.of(events);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<ItemSignals> last : Heard.<Keyed<ItemSignals>>of(run.sink("signals"))) {
      ItemSignals s = last.value();
      String trend = "%.6g".formatted(s.trend());
      said.put(
          s.itemId(),
          "%s %d %s version %d"
              .formatted(new TreeMap<>(s.counts()), s.units(), trend, s.version()));
    }
    return said;
  }
}
