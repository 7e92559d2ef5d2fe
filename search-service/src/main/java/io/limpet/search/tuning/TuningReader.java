package io.limpet.search.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Faults;
import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.Refusal;
import io.limpet.core.tuning.Knob;
import io.limpet.core.tuning.Tuning;
import io.limpet.search.surface.Fields;
import io.limpet.search.surface.SetupException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tunings from JSON and checks each by itself. */
public final class TuningReader {
  private static final double DAY_MILLIS = 24 * 60 * 60 * 1_000;

  private TuningReader() {}

  /**
   * Reads a tuning.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  public static Tuning read(String id, JsonNode document) {
    Fields fields = Fields.of("", document);
    try {
      String surface = fields.text("surface", 40);
      var tuning =
          new Tuning(
              id,
              surface == null ? "" : surface,
              knobs(fields),
              metric("metric", fields.text("metric", 100)),
              guardrails(fields),
              fields.number("tolerance", 0, 1, 0.05),
              fields.number("minimum_effect", 0, 10, 0.05),
              fields.number("alpha", 0, 1, 0.05),
              fields.number("share", 0, 1, 1),
              fields.integer("arms", 1, Tuning.ARMS, 3),
              fields.integer("rounds", 1, Tuning.ROUNDS, 10),
              Math.round(fields.number("round_days", 0, 100, 14) * DAY_MILLIS));
      fields.end();
      return tuning;
    } catch (Refusal e) {
      throw new SetupException(e.field(), String.valueOf(e.getMessage()));
    }
  }

  private static List<Knob> knobs(Fields fields) {
    List<Knob> knobs = new ArrayList<>();
    for (Fields one : fields.objects("knobs", Tuning.KNOBS)) {
      String path = one.text("path", 200);
      for (String end : List.of("low", "high")) {
        if (!one.has(end)) {
          throw new SetupException(one.path(end), one.path(end) + " is missing; give a number");
        }
      }
      knobs.add(
          new Knob(
              path == null ? "" : path,
              one.number("low", -1e6, 1e6, 0),
              one.number("high", -1e6, 1e6, 0),
              one.flag("whole")));
      one.end();
    }
    return knobs;
  }

  private static List<Metric> guardrails(Fields fields) {
    List<Metric> guardrails = new ArrayList<>();
    for (String name : fields.texts("guardrails", Metric.values().length, 100)) {
      guardrails.add(metric("guardrails", name));
    }
    return guardrails;
  }

  private static Metric metric(String field, @Nullable String name) {
    return Metric.of(name == null ? "" : name)
        .orElseThrow(
            () ->
                new SetupException(
                    field,
                    "%s \"%s\" is not known; the metrics are %s"
                        .formatted(
                            field,
                            name == null ? "" : Faults.shown(name),
                            String.join(", ", Metric.names()))));
  }
}
