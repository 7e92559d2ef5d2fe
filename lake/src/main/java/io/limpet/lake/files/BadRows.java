package io.limpet.lake.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were left out because they cannot be used: how many of each kind, and the first of it.
 * Not thread-safe.
 */
public final class BadRows {
  private final long limit;
  private final Map<String, Kind> byField = new LinkedHashMap<>();
  private long count;

  /** Those whose fault is in the same field. */
  private static final class Kind {
    final BadInputException first;
    long count;

    Kind(BadInputException first) {
      this.first = first;
    }
  }

  private BadRows(long limit) {
    this.limit = limit;
  }

  /** Leaves none out: the first ends the reading. */
  public static BadRows none() {
    return new BadRows(0);
  }

  /**
   * Leaves out so many; one more ends the reading.
   *
   * @param limit 0 or more
   */
  public static BadRows upTo(long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit is " + limit + ", not 0 or more");
    }
    return new BadRows(limit);
  }

  /**
   * One more.
   *
   * @throws BadInputException when that is too many
   */
  void add(BadInputException bad) {
    if (count == limit) {
      throw limit == 0
          ? bad
          : bad.with("; bad rows left out before it: %,d, and no more may be".formatted(limit));
    }
    count++;
    byField.computeIfAbsent(bad.field(), field -> new Kind(bad)).count++;
  }

  /** How many were left out. */
  public long count() {
    return count;
  }

  /** A line a kind: how many, and what was wrong with the first. Empty when none was left out. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    byField.forEach(
        (field, kind) ->
            lines.add(
                "bad rows left out%s: %,d; the first: %s"
                    .formatted(of(field), kind.count, kind.first.getMessage())));
    return lines;
  }

  private static String of(@Nullable String field) {
    return field == null || field.isEmpty() ? "" : " for their " + field;
  }
}
