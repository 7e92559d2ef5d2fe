package io.limpet.flink.release;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Opens generations beside the stream, and once a process: the instances of an operator share what
 * is mapped. One that nobody uses any more is let go. Thread-safe.
 */
public final class Generations {
  private static final Map<Path, WeakReference<Generation>> OPEN = new HashMap<>();

  private Generations() {}

  /** Opens a generation on a thread of its own; checking a large one takes seconds. */
  public static CompletableFuture<Generation> openAside(Path registry, String id) {
    var opened = new CompletableFuture<Generation>();
    Thread.ofPlatform()
        .daemon()
        .name("limpet-open-" + id)
        .start(
            () -> {
              try {
                opened.complete(open(registry, id));
              } catch (RuntimeException | Error e) {
                opened.completeExceptionally(e);
              }
            });
    return opened;
  }

  /**
   * Opens a generation.
   *
   * @throws io.limpet.core.generation.GenerationException when it is missing or damaged
   */
  public static Generation open(Path registry, String id) {
    Path key = registry.toAbsolutePath().normalize().resolve(id);
    synchronized (OPEN) {
      WeakReference<Generation> reference = OPEN.get(key);
      Generation known = reference == null ? null : reference.get();
      if (known != null) {
        return known;
      }
      Generation opened = new Registry(registry).open(id);
      OPEN.values().removeIf(old -> old.get() == null);
      OPEN.put(key, new WeakReference<>(opened));
      return opened;
    }
  }
}
