package io.limpet.core.identity;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import java.util.Objects;

/**
 * A user signed in on a device.
 *
 * @param user who
 * @param millis when, epoch milliseconds
 * @param receivedMillis when Kafka had the event that says so, epoch milliseconds
 */
public record SignIn(String user, long millis, long receivedMillis) {
  /**
   * So much later than the sign-in may be what arrived before it and is still taken to come before
   * it: the device and who says that somebody signed in, a server for one, may have different
   * clocks.
   */
  public static final long TOLERANCE_MILLIS = 60_000;

  /** What an {@link EventType#IDENTIFY} event says. */
  public static SignIn of(CleanEvent clean) {
    String user = Objects.requireNonNull(clean.event().userId(), "of identify");
    return new SignIn(user, clean.event().timestampMillis(), clean.receivedMillis());
  }

  /** Up to when what arrived before it comes before it, epoch milliseconds. */
  public long reachMillis() {
    return millis + TOLERANCE_MILLIS;
  }

  /** Whether what was done on the device at {@code at} comes before it. */
  boolean isAfter(long at, long received) {
    return at <= millis || (received <= receivedMillis && at <= reachMillis());
  }
}
