package io.limpet.trainer.report;

import java.util.Locale;

/** One line of {@code user_id,rank,item_id,score}. */
public final class CsvLine {
  private CsvLine() {}

  /** Appends a line; ids that hold a comma, a quote or a line end are quoted. */
  public static void append(StringBuilder csv, String user, int rank, String item, float score) {
    csv.append(quoted(user)).append(',').append(rank).append(',').append(quoted(item));
    csv.append(String.format(Locale.ROOT, ",%.6f\n", score));
  }

  private static String quoted(String id) {
    return id.matches("[^,\"\r\n]*") ? id : '"' + id.replace("\"", "\"\"") + '"';
  }
}
