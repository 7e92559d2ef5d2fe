package io.limpet.search.experiment;

import io.limpet.core.release.Release;
import io.limpet.search.generation.GenerationSwitch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keeps the generations of arms open. One thread looks, any number asks. */
public final class GenerationWatch {
  /** One that could not be opened is tried again after so long. */
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final GenerationSwitch generations;
  private final Map<String, Long> triedNanos = new HashMap<>();
  private volatile Set<String> open = Set.of();

  public GenerationWatch(GenerationSwitch generations) {
    this.generations = generations;
  }

  /** Opens what is wanted and keeps it open; to be called about once a second. */
  public void look(Set<String> wanted) {
    Set<String> now = new HashSet<>();
    triedNanos.keySet().retainAll(wanted);
    for (String generation : wanted) {
      if (isRolledBack(generation)) {
        continue;
      }
      boolean isOpen = generations.isOpen(generation);
      if (isOpen) {
        now.add(generation);
      }
      long nanos = System.nanoTime();
      Long tried = triedNanos.get(generation);
      // Of one that is open it is a look, and keeps it so.
      if (isOpen || tried == null || nanos - tried > AGAIN_NANOS) {
        triedNanos.put(generation, nanos);
        var unused = generations.prepare(generation);
      }
    }
    open = Set.copyOf(now);
  }

  private boolean isRolledBack(String generation) {
    Release decision = generations.decisions().get(generation);
    return decision != null && decision.state() == Release.State.ROLLED_BACK;
  }

  /** Whether a generation can answer. */
  public boolean isOpen(String generation) {
    return open.contains(generation);
  }
}
