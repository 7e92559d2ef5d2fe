package io.limpet.search;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** What has to be closed, in the order opposite to that in which it was opened. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Remembers a part. */
  <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Closes all; one that cannot be closed keeps no other from it. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LoggerFactory.getLogger(SearchService.class).warn("closing: {}", e.toString());
      }
    }
  }
}
