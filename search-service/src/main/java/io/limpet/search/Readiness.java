package io.limpet.search;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** What has to happen before the service may be asked. Thread-safe. */
public final class Readiness {
  private final ConcurrentSkipListSet<String> waiting = new ConcurrentSkipListSet<>();

  /** Adds something to wait for. */
  public void await(String what) {
    waiting.add(what);
  }

  /** It has happened. */
  public void done(String what) {
    waiting.remove(what);
  }

  /** What is still waited for, sorted. */
  public List<String> waiting() {
    return List.copyOf(waiting);
  }

  /** Whether nothing is waited for. */
  public boolean isReady() {
    return waiting.isEmpty();
  }
}
