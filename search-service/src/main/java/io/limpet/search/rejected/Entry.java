package io.limpet.search.rejected;

import io.limpet.core.event.RejectedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code limpet.events.rejected}.
 *
 * @param key of the record that it came with, or null
 * @param event what was rejected
 * @param rejectedMillis when, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was read
public record Entry(byte @Nullable [] key, RejectedEvent event, long rejectedMillis) {}
