package io.limpet.search.rejected;

import io.limpet.core.event.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rejected events are asked for.
 *
 * @param reason why they were rejected; null for any
 * @param visitor whose they are, told by the key of their record; null for anybody's
 * @param sinceMillis rejected at this time or later, epoch milliseconds
 * @param untilMillis and before this
 */
public record Wanted(
    @Nullable RejectReason reason, @Nullable String visitor, long sinceMillis, long untilMillis) {

  /** The same, and nothing from before a time. */
  public Wanted since(long millis) {
    return new Wanted(reason, visitor, Math.max(sinceMillis, millis), untilMillis);
  }

  boolean matches(Entry entry) {
    byte[] key = entry.key();
    return (reason == null || entry.event().rejection().reason() == reason)
        && (visitor == null
            || (key != null && Arrays.equals(key, visitor.getBytes(StandardCharsets.UTF_8))))
        && entry.rejectedMillis() >= sinceMillis
        && entry.rejectedMillis() < untilMillis;
  }
}
