package io.limpet.flink.release;

import io.limpet.core.release.Release;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * Knows which generations are to be used: the current one and the canary of all decisions, but for
 * those that could not be opened. Deciding on such a generation anew gives it another try.
 */
public final class Releases {
  /** No generation. */
  public static final String NONE = "";

  private final BroadcastState<String, Release> decisions;
  private final Set<Release> unusable = new HashSet<>();

  /**
   * @param decisions the last of each generation
   */
  public Releases(BroadcastState<String, Release> decisions) {
    this.decisions = decisions;
  }

  /** Takes a decision in. */
  public void decide(Release release) throws Exception {
    decisions.put(release.generation(), release);
  }

  /** Forgets a generation. */
  public void forget(String generation) throws Exception {
    decisions.remove(generation);
  }

  /** What is to be used. */
  public Plan wanted() throws Exception {
    List<Release> usable = new ArrayList<>();
    for (Map.Entry<String, Release> decision : decisions.entries()) {
      if (!unusable.contains(decision.getValue())) {
        usable.add(decision.getValue());
      }
    }
    return new Plan(
        Release.current(usable).map(Release::generation).orElse(NONE),
        Release.canary(usable).orElse(null));
  }

  /** Notes that a generation cannot be opened. */
  public void setAside(String generation) throws Exception {
    Release decision = decisions.get(generation);
    if (decision != null) {
      unusable.add(decision);
    }
  }
}
