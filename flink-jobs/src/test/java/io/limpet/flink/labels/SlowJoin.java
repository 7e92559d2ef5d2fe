package io.limpet.flink.labels;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.label.Attribution;
import io.limpet.core.label.Labels;
import io.limpet.core.served.Served;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The slow and obvious twin: every event against every answer, all of them known. */
final class SlowJoin {
  private SlowJoin() {}

  /** The labels by recommendation id and item id. */
  static Map<List<String>, Labels> of(
      List<Served> answers, List<CleanEvent> events, Attribution attribution) {
    Map<List<String>, Labels> labels = new HashMap<>();
    for (Served served : answers) {
      served
          .items()
          .forEach(
              item -> labels.put(List.of(served.recommendationId(), item.itemId()), Labels.NONE));
    }
    for (CleanEvent clean : events) {
      if (!attribution.asks(clean)) {
        continue;
      }
      Event event = clean.event();
      for (LineItem line : event.items()) {
        Served counted = null;
        for (Served served : answers) {
          if (served.items().stream().noneMatch(item -> item.itemId().equals(line.itemId()))) {
            continue;
          }
          if (event.recommendationId() != null) {
            if (served.recommendationId().equals(event.recommendationId())) {
              counted = served;
            }
          } else if (served.visitor().equals(event.visitor())
              && served.timestampMillis() <= event.timestampMillis()
              && (counted == null || counted.timestampMillis() < served.timestampMillis())) {
            counted = served;
          }
        }
        if (counted == null) {
          continue;
        }
        long after = Math.max(0, event.timestampMillis() - counted.timestampMillis());
        if (attribution.holds(event.type(), after)) {
          Double price = line.price();
          Double paid =
              price != null
                  ? (Double) (price * line.quantity())
                  : event.items().size() == 1 ? event.value() : null;
          labels.compute(
              List.of(counted.recommendationId(), line.itemId()),
              (key, before) ->
                  before.with(event.type(), after, line.index(), paid, event.isSynthetic()));
        }
      }
    }
    return labels;
  }
}
