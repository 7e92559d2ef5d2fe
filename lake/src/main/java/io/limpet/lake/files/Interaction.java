package io.limpet.lake.files;

import io.limpet.core.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A user did something with an item: one row of a file of interactions.
 *
 * @param userId who; {@code anonymous:} and an anonymous id for a visitor who is not signed in
 * @param itemId with what
 * @param type what was done; never a search or a survey, which have no item
 * @param timestampMillis when, epoch milliseconds
 * @param sessionId the session, if the file says
 * @param quantity how many, 1 if the file does not say
 * @param price price of one
 * @param value worth of the row; the rating given, in a {@code rate}
 */
public record Interaction(
    String userId,
    String itemId,
    EventType type,
    long timestampMillis,
    @Nullable String sessionId,
    int quantity,
    @Nullable Double price,
    @Nullable Double value) {}
