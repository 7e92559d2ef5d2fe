package io.limpet.search.http;

import io.limpet.core.event.RejectedEvent;
import io.limpet.search.rejected.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of rejected events. */
final class RejectedView {
  private static final int RAW_SHOWN = 2_000;

  private RejectedView() {}

  /**
   * A rejected event.
   *
   * @param reason why, one of docs/contracts.md
   * @param quarantined whether it may be let pass, rather than mended
   * @param field at fault, if it is one
   * @param message what was found
   * @param rejectedAt when
   * @param key of the record that it came with, which is the visitor mostly
   * @param partition of limpet.events that it came by
   * @param offset in that partition
   * @param raw the event, at most its first 2,000 characters
   * @param bytes how many it has
   */
  public record One(
      String reason,
      boolean quarantined,
      @Nullable String field,
      String message,
      String rejectedAt,
      @Nullable String key,
      int partition,
      long offset,
      String raw,
      int bytes) {
    static One of(Entry entry) {
      RejectedEvent event = entry.event();
      String raw = new String(event.raw(), StandardCharsets.UTF_8);
      byte[] key = entry.key();
      String field = event.rejection().field();
      return new One(
          event.rejection().reason().label(),
          event.rejection().reason().isQuarantine(),
          field.isEmpty() ? null : field,
          event.rejection().message(),
          Instant.ofEpochMilli(entry.rejectedMillis()).toString(),
          key == null ? null : new String(key, StandardCharsets.UTF_8),
          event.originPartition(),
          event.originOffset(),
          raw.length() <= RAW_SHOWN ? raw : raw.substring(0, RAW_SHOWN),
          event.raw().length);
    }
  }

  /**
   * Rejected events, the newest first.
   *
   * @param nextCursor goes on with older ones; absent when there are none
   */
  public record Listed(List<One> events, @Nullable String nextCursor) {}

  /**
   * How many were rejected for a reason.
   *
   * @param quarantined whether they may be let pass, rather than mended
   */
  public record Count(String reason, boolean quarantined, long events) {}

  /**
   * How many were rejected, by reason.
   *
   * @param complete false when there were more than a million, and only the oldest were counted
   */
  public record Counted(
      String since, String until, long events, boolean complete, List<Count> reasons) {}

  /**
   * What was sent again.
   *
   * @param sent how many; in a dry run how many would be
   * @param quarantined how many were left alone, because release was not given
   * @param cut how many were too long to be kept whole, and stay rejected
   * @param until give it again to go on
   * @param nextCursor goes on with later ones; absent when all is done
   */
  public record Replayed(
      long sent, long quarantined, long cut, String until, @Nullable String nextCursor) {}
}
