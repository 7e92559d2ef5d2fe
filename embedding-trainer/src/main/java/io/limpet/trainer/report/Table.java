package io.limpet.trainer.report;

import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import java.util.List;
import java.util.Locale;

/** A comparison as text for a terminal. */
public final class Table {
  private static final List<String> METRICS =
      List.of("ndcg@10", "recall@10", "mrr@10", "ndcg@20", "recall@20", "coverage@10");

  private Table() {}

  /** All parts and scopes, one table each. */
  public static String of(Comparison comparison, List<Scope> scopes) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of("validation", "test")) {
      for (Scope scope : scopes) {
        List<Figures> rows = comparison.of(part, scope);
        if (!rows.isEmpty()) {
          append(text, part, scope, rows);
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String part, Scope scope, List<Figures> rows) {
    text.append(String.format("%n%-24s", part + ", " + scope.label()));
    METRICS.forEach(metric -> text.append(String.format("%12s", metric)));
    text.append(String.format("%8s%n", "users"));
    for (Figures row : rows) {
      text.append(String.format("%-24s", row.model()));
      METRICS.forEach(metric -> text.append(String.format(Locale.ROOT, "%12.4f", row.get(metric))));
      text.append(String.format("%8d%n", row.cases()));
    }
  }
}
