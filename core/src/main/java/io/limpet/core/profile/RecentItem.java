package io.limpet.core.profile;

import io.limpet.core.event.EventType;

/**
 * One item that a visitor did something with.
 *
 * @param itemId which
 * @param type what was done
 * @param timestampMillis when, epoch milliseconds
 */
public record RecentItem(String itemId, EventType type, long timestampMillis) {}
