package io.limpet.search.http;

import io.limpet.search.engagement.EngagementReport;
import io.limpet.search.engagement.Funnel;
import io.limpet.search.engagement.Retention;
import io.limpet.search.engagement.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Engagement as CSV: long tables, a figure a row, so that new figures are no new columns. */
final class EngagementTables {
  private static final String TOTAL = "total";

  private EngagementTables() {}

  /** {@code segment,day,figure,currency,value,low,high}; low and high are empty of exact ones. */
  static String figures(List<EngagementController.Part> parts) {
    var table = new StringBuilder("segment,day,figure,currency,value,low,high\n");
    for (EngagementController.Part part : parts) {
      figures(table, part.value(), TOTAL, part.total().figures(), part.total().money());
      if (part.days() != null) {
        for (EngagementReport.Day day : part.days()) {
          figures(table, part.value(), day.day(), day.figures(), day.money());
        }
      }
    }
    return table.toString();
  }

  private static void figures(
      StringBuilder table,
      String segment,
      String day,
      Map<String, Value> figures,
      Map<String, Map<String, Value>> money) {
    figures.forEach((name, value) -> row(table, segment, day, name, "", value));
    money.forEach(
        (currency, paid) ->
            paid.forEach((name, value) -> row(table, segment, day, name, currency, value)));
  }

  private static void row(
      StringBuilder table, String segment, String day, String name, String currency, Value value) {
    table
        .append(quoted(segment))
        .append(',')
        .append(day)
        .append(',')
        .append(name)
        .append(',')
        .append(quoted(currency))
        .append(',')
        .append(cells(value))
        .append('\n');
  }

  /** {@code segment,cohort,after,of,visitors,rate}; the cohort "all" is all of them. */
  static String cohorts(List<EngagementController.CohortPart> parts) {
    var table = new StringBuilder("segment,cohort,after,of,visitors,rate\n");
    for (EngagementController.CohortPart part : parts) {
      steps(table, part.value(), "all", part.retention().together());
      for (Retention.Cohort cohort : part.retention().cohorts()) {
        steps(table, part.value(), cohort.cohort(), cohort.retained());
      }
    }
    return table.toString();
  }

  private static void steps(
      StringBuilder table, String segment, String cohort, List<Retention.Step> steps) {
    for (Retention.Step step : steps) {
      table
          .append(quoted(segment))
          .append(',')
          .append(cohort)
          .append(',')
          .append(step.after())
          .append(',')
          .append(step.of())
          .append(',')
          .append(step.visitors())
          .append(',')
          .append(text(step.rate()))
          .append('\n');
    }
  }

  /** {@code segment,stage,events,items,visitors,low,high,items_rate,visitors_rate,of_active}. */
  static String funnels(List<EngagementController.FunnelPart> parts) {
    var table =
        new StringBuilder(
            "segment,stage,events,items,visitors,low,high,items_rate,visitors_rate,of_active\n");
    for (EngagementController.FunnelPart part : parts) {
      for (Funnel.Stage stage : part.stages()) {
        table
            .append(quoted(part.value()))
            .append(',')
            .append(stage.stage())
            .append(',')
            .append(stage.events())
            .append(',')
            .append(stage.items())
            .append(',')
            .append(cells(stage.visitors()))
            .append(',')
            .append(text(stage.itemsRate()))
            .append(',')
            .append(alone(stage.visitorsRate()))
            .append(',')
            .append(alone(stage.ofActive()))
            .append('\n');
      }
    }
    return table.toString();
  }

  private static String cells(Value value) {
    return value.value() + "," + text(value.low()) + "," + text(value.high());
  }

  private static String alone(@Nullable Value value) {
    return value == null ? "" : String.valueOf(value.value());
  }

  private static String text(@Nullable Double number) {
    return number == null ? "" : number.toString();
  }

  /** What a shop wrote, so that neither a comma nor a spreadsheet takes it for anything else. */
  private static String quoted(String text) {
    String safe = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.isEmpty() ? "" : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
