package io.limpet.core.engagement;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * When a day begins and ends.
 *
 * @param zone where the shop's days are counted
 */
public record Calendar(ZoneId zone) implements Serializable {
  /** Days in UTC. */
  public static final Calendar UTC = new Calendar(ZoneOffset.UTC);

  private static final long MILLIS_PER_DAY = 86_400_000;

  /** The day of a moment, as epoch day. */
  public long dayOf(long epochMillis) {
    return zone.equals(ZoneOffset.UTC)
        ? Math.floorDiv(epochMillis, MILLIS_PER_DAY)
        : LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone).toEpochDay();
  }

  /** The name of the zone. */
  public String name() {
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  /** The Monday of the week of a day, as epoch day; the epoch began on a Thursday. */
  public static long mondayOf(long epochDay) {
    return epochDay - Math.floorMod(epochDay + 3, 7);
  }
}
