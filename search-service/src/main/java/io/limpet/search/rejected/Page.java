package io.limpet.search.rejected;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading found.
 *
 * @param entries in the order they were asked for
 * @param next where to go on; null when there is no more
 */
public record Page(List<Entry> entries, @Nullable Positions next) {
  public Page {
    entries = List.copyOf(entries);
  }
}
