package io.limpet.flink.release;

import io.limpet.core.release.Release;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which visitors are to be in which generation.
 *
 * @param generation for everybody, {@link Releases#NONE} for none
 * @param canary in place of it for the visitors that it takes, null if there is none
 */
public record Plan(String generation, @Nullable Release canary) {
  /** The generations that it needs. */
  public Set<String> generations() {
    Set<String> ids = new TreeSet<>();
    if (!generation.equals(Releases.NONE)) {
      ids.add(generation);
    }
    if (canary != null) {
      ids.add(canary.generation());
    }
    return ids;
  }

  /** The one for a visitor, {@link Releases#NONE} if there is none. */
  public String generation(String visitor) {
    return canary != null && canary.takes(visitor) ? canary.generation() : generation;
  }

  /** What a checkpoint says of it: the generation alone where there is no canary. */
  public String mark() {
    return canary == null
        ? generation
        : "%s, %s of %s".formatted(generation, canary.share(), canary.generation());
  }
}
