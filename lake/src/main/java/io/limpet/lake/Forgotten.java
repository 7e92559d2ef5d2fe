package io.limpet.lake;

import io.limpet.core.event.Event;
import io.limpet.lake.row.ExampleRow;
import io.limpet.lake.row.LakeRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of rows when visitors are forgotten. Their own rows go; of others' rows, where one
 * of the devices is named beside another user, only that name does. What was done and received
 * after they asked to be forgotten is a new visitor's and stays.
 *
 * @param visitors keys of those to be forgotten, users and devices
 * @param atMillis when they asked, epoch milliseconds
 */
public record Forgotten(Set<String> visitors, long atMillis) {
  public Forgotten {
    visitors = Set.copyOf(visitors);
  }

  /** What becomes of an event. */
  public @Nullable LakeRow of(LakeRow row) {
    if (row.timestampMillis() > atMillis && row.receivedMillis() > atMillis) {
      return row;
    }
    if (visitors.contains(row.visitor()) || isUser(row.userId())) {
      return null;
    }
    return isDevice(row.anonymousId()) ? row.withoutDevice() : row;
  }

  /** What becomes of an example. */
  public @Nullable ExampleRow of(ExampleRow row) {
    return row.timestampMillis() <= atMillis && visitors.contains(row.visitor()) ? null : row;
  }

  private boolean isUser(@Nullable String user) {
    return user != null && visitors.contains(user);
  }

  private boolean isDevice(@Nullable String device) {
    return device != null && visitors.contains(Event.visitorOf(null, device));
  }
}
