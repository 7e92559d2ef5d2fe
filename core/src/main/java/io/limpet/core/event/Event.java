package io.limpet.core.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a shopper did, valid by construction of {@link EventReader}.
 *
 * @param eventId idempotency key: among the events of one visitor, a second one with the same id is
 *     the same event
 * @param type what was done
 * @param userId the shop's id of a signed-in user
 * @param anonymousId the shop's id of a device or visitor; one of the two ids is there
 * @param sessionId the client's own session, if it keeps one
 * @param timestampMillis when it happened, by the client's clock, epoch milliseconds
 * @param items what it was done to
 * @param value worth of the whole event in {@code currency}, or the number given in a survey or
 *     rating
 * @param currency ISO 4217
 * @param query what was searched for
 * @param recommendationId the answer that the items were shown by
 * @param properties whatever else the shop wants kept
 */
public record Event(
    String eventId,
    EventType type,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String sessionId,
    long timestampMillis,
    List<LineItem> items,
    @Nullable Double value,
    @Nullable String currency,
    @Nullable String query,
    @Nullable String recommendationId,
    Map<String, String> properties) {

  /** Begins the visitor key of an anonymous visitor; no user id may begin with it. */
  public static final String ANONYMOUS_PREFIX = "anonymous:";

  /** The property that marks events that no person caused, live traffic of the demo for one. */
  public static final String SYNTHETIC = "synthetic";

  public Event {
    if (userId == null && anonymousId == null) {
      throw new IllegalArgumentException("an event needs a user_id or an anonymous_id");
    }
    if (type == EventType.IDENTIFY && (userId == null || anonymousId == null)) {
      throw new IllegalArgumentException("identify needs a user_id and an anonymous_id");
    }
    items = List.copyOf(items);
    properties = Map.copyOf(properties);
  }

  /**
   * Whose event it is: the key of every topic and state that is held by user. That somebody signed
   * in is an event of the device, so that it stands in one order with what was done there before
   * and after, and with others who sign in there.
   */
  public String visitor() {
    return visitorOf(type == EventType.IDENTIFY ? null : userId, anonymousId);
  }

  /** The same event at another time, epoch milliseconds. */
  public Event at(long millis) {
    return new Event(
        eventId,
        type,
        userId,
        anonymousId,
        sessionId,
        millis,
        items,
        value,
        currency,
        query,
        recommendationId,
        properties);
  }

  /** The same with other properties. */
  public Event with(Map<String, String> newProperties) {
    return new Event(
        eventId,
        type,
        userId,
        anonymousId,
        sessionId,
        timestampMillis,
        items,
        value,
        currency,
        query,
        recommendationId,
        newProperties);
  }

  /** Whether a program and not a person caused it. */
  public boolean isSynthetic() {
    return "true".equals(properties.get(SYNTHETIC));
  }

  /** Whether a visitor key is that of an anonymous visitor, and so of a device. */
  public static boolean isAnonymous(String visitor) {
    return visitor.startsWith(ANONYMOUS_PREFIX);
  }

  /**
   * The visitor key of a signed-in user, or of an anonymous visitor when {@code userId} is null.
   *
   * @throws IllegalArgumentException when both are null
   */
  public static String visitorOf(@Nullable String userId, @Nullable String anonymousId) {
    if (userId != null) {
      return userId;
    }
    if (anonymousId != null) {
      return ANONYMOUS_PREFIX + anonymousId;
    }
    throw new IllegalArgumentException("give a user_id or an anonymous_id");
  }
}
