package io.limpet.search.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Faults;
import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Baseline;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.Refusal;
import io.limpet.search.surface.Fields;
import io.limpet.search.surface.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads experiments from JSON and checks each by itself. */
public final class ExperimentReader {
  /** Paths beside the experiments. */
  private static final Set<String> RESERVED = Set.of("audit", "plan");

  private static final int SURFACES = 20;

  private ExperimentReader() {}

  /**
   * Reads an experiment.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  public static Experiment read(String id, JsonNode document) {
    if (RESERVED.contains(id)) {
      throw new SetupException("id", "id \"%s\" is taken; give another".formatted(id));
    }
    Fields fields = Fields.of("", document);
    try {
      var unused = fields.text("hypothesis", 2_000);
      Experiment experiment = fields.flag("holdout") ? holdout(id, fields) : experiment(id, fields);
      fields.end();
      return experiment;
    } catch (Refusal e) {
      throw new SetupException(e.field(), String.valueOf(e.getMessage()));
    }
  }

  private static Experiment holdout(String id, Fields fields) {
    return Experiment.holdout(
        id,
        number(fields, "share"),
        metric("metric", fields.text("metric", 100)),
        fields.time("start", 0),
        end(fields));
  }

  private static Experiment experiment(String id, Fields fields) {
    List<String> surfaces = List.copyOf(fields.texts("surfaces", SURFACES, 40));
    if (surfaces.isEmpty()) {
      throw new SetupException(
          "surfaces", "surfaces are missing; give the names of those that it decides");
    }
    String layer = fields.text("layer", 100);
    Metric metric = metric("metric", fields.text("metric", 100));
    return new Experiment(
        id,
        layer == null ? surfaces.getFirst() : layer,
        surfaces,
        fields.has("share") ? number(fields, "share") : 1,
        arms(fields),
        metric,
        guardrails(fields),
        number(fields, "minimum_effect"),
        fields.number("alpha", 0, 1, 0.05),
        fields.number("power", 0, 1, 0.8),
        fields.time("start", 0),
        end(fields),
        baseline(metric, fields.object("baseline")));
  }

  /** A number whose bounds the experiment knows. */
  private static double number(Fields fields, String name) {
    if (!fields.has(name)) {
      throw new SetupException(fields.path(name), fields.path(name) + " is missing; give a number");
    }
    return fields.number(name, -1e9, 1e9, 0);
  }

  private static long end(Fields fields) {
    if (!fields.has("end")) {
      throw new SetupException("end", "end is missing; give a time like \"2026-01-31T12:00:00Z\"");
    }
    return fields.time("end", 0);
  }

  private static Metric metric(String path, @Nullable String name) {
    return Metric.of(name == null ? "" : name)
        .orElseThrow(
            () ->
                new SetupException(
                    path,
                    "%s %s; the metrics are %s"
                        .formatted(
                            path,
                            name == null
                                ? "is missing"
                                : "\"" + Faults.shown(name) + "\" is not known",
                            String.join(", ", Metric.names()))));
  }

  private static List<Metric> guardrails(Fields fields) {
    List<Metric> guardrails = new ArrayList<>();
    for (String name : fields.texts("guardrails", Metric.values().length, 100)) {
      guardrails.add(metric("guardrails[" + guardrails.size() + "]", name));
    }
    return guardrails;
  }

  private static List<Arm> arms(Fields fields) {
    List<Arm> arms = new ArrayList<>();
    for (Fields one : fields.objects("arms", Experiment.ARMS)) {
      String name = one.text("name", 100);
      JsonNode surface = one.raw("surface");
      if (surface != null && !surface.isObject()) {
        throw Fields.wrong(one.path("surface"), surface, "what is different of the surface");
      }
      arms.add(
          new Arm(
              name == null ? "" : name,
              one.has("weight") ? number(one, "weight") : 1,
              surface,
              one.text("generation", 256)));
      one.end();
    }
    return arms;
  }

  private static @Nullable Baseline baseline(Metric metric, @Nullable Fields given) {
    if (given == null) {
      return null;
    }
    double mean = number(given, "mean");
    if (metric.isProportion() && mean >= 1) {
      throw new SetupException(
          given.path("mean"),
          "%s is %s; a share of visitors is below 1".formatted(given.path("mean"), mean));
    }
    double deviation =
        metric.isProportion() && !given.has("deviation")
            ? Math.sqrt(Math.max(0, mean * (1 - mean)))
            : number(given, "deviation");
    var baseline = new Baseline(mean, deviation, number(given, "daily_visitors"));
    given.end();
    return baseline;
  }
}
