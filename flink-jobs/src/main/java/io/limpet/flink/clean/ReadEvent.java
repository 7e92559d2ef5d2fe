package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;
import org.jspecify.annotations.Nullable;

/**
 * A valid event on its way to be cleaned.
 *
 * @param event not yet in a session
 * @param key of its record, or null: an event that is kept apart keeps it
 * @param again whether it is a rejected one, sent again
 * @param released whether it is to pass whatever was held against it
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was read
record ReadEvent(CleanEvent event, byte @Nullable [] key, boolean again, boolean released) {}
