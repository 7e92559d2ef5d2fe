package io.limpet.search.http;

import io.limpet.core.engagement.Dimension;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.Traffic;
import io.limpet.search.engagement.EngagementStore;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the engagement.
 *
 * @param traffic whose
 * @param by told apart by what
 * @param value the one value that is asked for; null for all there are
 * @param from first day, epoch day
 * @param to last day, today at most
 * @param today the day that is not over
 * @param csv whether the answer is to be a table
 */
record EngagementQuery(
    Traffic traffic,
    Dimension by,
    @Nullable String value,
    long from,
    long to,
    long today,
    boolean csv) {
  private static final int DAYS_MOST = 800;
  private static final int DAYS_STANDARD = 30;
  private static final String CSV = "csv";

  static EngagementQuery of(HttpRequest<?> request, EngagementStore store, long nowMillis) {
    JsonBody fields = JsonBody.of(request.getParameters());
    long today = LocalDate.ofInstant(Instant.ofEpochMilli(nowMillis), store.zone()).toEpochDay();
    long to = day(fields, "to", today);
    long from = day(fields, "from", to - DAYS_STANDARD + 1);
    if (from > to) {
      throw ProblemException.bad(
          "from",
          "from %s is after to %s; give an earlier day"
              .formatted(LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(to)));
    }
    if (to - from >= DAYS_MOST) {
      throw ProblemException.bad(
          "from", "these are %d days; ask for %d at most".formatted(to - from + 1, DAYS_MOST));
    }
    Dimension by =
        Dimension.ofLabel(named(fields, "by", Dimension.ALL.label(), labels(Dimension.values())))
            .orElse(Dimension.ALL);
    Traffic traffic =
        Traffic.ofLabel(named(fields, "traffic", Traffic.PERSON.label(), labels(Traffic.values())))
            .orElse(Traffic.PERSON);
    String value = fields.text("value", 1_000);
    if (value != null && by == Dimension.ALL) {
      throw ProblemException.bad(
          "value",
          "value \"%s\" is of no dimension; give by, too, channel for one".formatted(value));
    }
    return new EngagementQuery(
        traffic, by, value, from, Math.min(to, today), today, csv(fields, request));
  }

  private static boolean csv(JsonBody fields, HttpRequest<?> request) {
    String accepted = request.getHeaders().get(HttpHeaders.ACCEPT);
    String format =
        named(
            fields,
            "format",
            accepted != null && accepted.startsWith("text/csv") ? CSV : "json",
            List.of("json", CSV));
    return format.equals(CSV);
  }

  private static List<String> labels(Dimension[] all) {
    return Arrays.stream(all).map(Dimension::label).toList();
  }

  private static List<String> labels(Traffic[] all) {
    return Arrays.stream(all).map(Traffic::label).toList();
  }

  /** One of a few words. */
  static String named(JsonBody fields, String field, String otherwise, List<String> known) {
    String text = fields.text(field, 100);
    if (text == null) {
      return otherwise;
    }
    if (!known.contains(text)) {
      throw ProblemException.bad(
          field,
          "%s \"%s\" is not known; give one of %s"
              .formatted(field, text, String.join(", ", known)));
    }
    return text;
  }

  private static long day(JsonBody fields, String field, long otherwise) {
    String text = fields.text(field, 100);
    try {
      return text == null ? otherwise : LocalDate.parse(text).toEpochDay();
    } catch (DateTimeException e) {
      throw ProblemException.bad(
          field, "%s is \"%s\"; give a day, 2026-01-31 for one".formatted(field, text));
    }
  }

  /** The segments that are asked for. */
  List<Segment> segments(EngagementStore store) {
    if (by == Dimension.ALL) {
      return List.of(Segment.all(traffic));
    }
    return value != null
        ? List.of(new Segment(traffic, by, value))
        : store.values(traffic, by).stream().map(of -> new Segment(traffic, by, of)).toList();
  }
}
