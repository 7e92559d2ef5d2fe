package io.limpet.flink.users;

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
record Plan(String generation, @Nullable Release canary) {
  /** The generations that it needs. */
  Set<String> generations() {
    Set<String> ids = new TreeSet<>();
    if (!generation.equals(Releases.NONE)) {
      ids.add(generation);
    }
    if (canary != null) {
      ids.add(canary.generation());
    }
    return ids;
  }

  /** What a checkpoint says of it: the generation alone where there is no canary. */
  String mark() {
    return canary == null
        ? generation
        : "%s, %s of %s".formatted(generation, canary.share(), canary.generation());
  }
}
