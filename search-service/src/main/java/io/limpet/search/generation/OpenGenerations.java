package io.limpet.search.generation;

import io.limpet.core.vector.ItemVector;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations that are open or on their way there, each with the items that came after it was
 * trained. Each is opened in a thread of its own, so that minutes of building hold up nobody but
 * who wants that generation. What is said to be of the thread is called by one thread only; all
 * else is thread-safe and quick.
 */
final class OpenGenerations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenGenerations.class);

  /** So many are open at most; users of the oldest are then encoded anew for each answer. */
  private static final int MOST = 3;

  /** A generation that was prepared stays open so long for its release to come. */
  private static final long PREPARED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final GenerationOpener opener;
  private final ConcurrentHashMap<String, OpenGeneration> open = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Opening> openings = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Long> prepared = new ConcurrentHashMap<>();
  private final Map<String, Map<String, ItemVector>> laterItems = new ConcurrentHashMap<>();
  private final ExecutorService openers =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("limpet-opening-", 0).factory());
  private volatile boolean closed;

  OpenGenerations(GenerationOpener opener) {
    this.opener = opener;
  }

  /** The generation of this id, null unless it is open. */
  @Nullable OpenGeneration find(String generation) {
    return open.get(generation);
  }

  /** How far a generation that is being opened is; null when that is not being done. */
  Opening.@Nullable Progress opening(String generation) {
    Opening begun = openings.get(generation);
    return begun == null ? null : begun.progress();
  }

  /** Those that are open, and those that are being opened. */
  Set<String> ids() {
    // In this order: it is made known as open before it leaves what is being opened.
    Set<String> ids = new HashSet<>(openings.keySet());
    ids.addAll(open.keySet());
    return ids;
  }

  /** Whether any is being opened. */
  boolean isOpening() {
    return !openings.isEmpty();
  }

  /** Takes in the vector of an item that a generation was not trained on; null if it went. */
  void take(String generation, String item, @Nullable ItemVector vector) {
    Map<String, ItemVector> of =
        laterItems.computeIfAbsent(generation, g -> new ConcurrentHashMap<>());
    OpenGeneration opened = open.get(generation);
    if (vector == null) {
      of.remove(item);
      if (opened != null) {
        opened.remove(item);
      }
    } else {
      of.put(item, vector);
      if (opened != null) {
        opened.add(vector);
      }
    }
  }

  /** The item is not on sale any more. */
  void removed(String item) {
    laterItems.values().forEach(items -> items.remove(item));
    open.values().forEach(generation -> generation.remove(item));
  }

  /**
   * Opens a generation, and keeps it for some time whether or not anybody uses it. In the thread.
   */
  CompletableFuture<OpenGeneration> prepare(String generation) {
    prepared.put(generation, System.nanoTime());
    return whenOpen(generation);
  }

  /** Opens a generation once, however many want it. In the thread. */
  CompletableFuture<OpenGeneration> whenOpen(String generation) {
    Opening begun = openings.get(generation);
    // After the look at what is being opened: it is made known before it leaves that.
    OpenGeneration known = open.get(generation);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    if (begun == null) {
      begun = new Opening();
      openings.put(generation, begun);
      Opening mine = begun;
      openers.execute(() -> open(generation, mine));
    }
    return begun.opened();
  }

  private void open(String generation, Opening opening) {
    try {
      OpenGeneration next = opener.open(generation, builders(), opening::reached);
      // Before it is made known, so that it is not closed before anything was decided on it.
      prepared.computeIfPresent(generation, (id, at) -> System.nanoTime());
      open.put(generation, next);
      // After it was made known: an item that comes meanwhile is added twice rather than not at
      // all.
      laterItems.getOrDefault(generation, Map.of()).values().forEach(next::add);
      openings.remove(generation);
      if (closed && open.remove(generation, next)) {
        next.release();
      }
      opening.opened().complete(next);
    } catch (RuntimeException | Error e) {
      openings.remove(generation);
      opening.opened().completeExceptionally(e);
    }
  }

  /** While nothing is found by vectors, the first has the whole machine; later ones half of it. */
  private int builders() {
    int processors = Runtime.getRuntime().availableProcessors();
    return open.isEmpty() ? processors : Math.max(1, processors / 2);
  }

  /**
   * Closes what nobody is on any more, and of what is left the least used where that is too many.
   * In the thread.
   *
   * @param deciding the generations that answer, which stay
   * @param users how many users have a vector of each generation
   */
  void closeUnused(Set<String> deciding, Map<String, Integer> users) {
    long expectedSince = System.nanoTime() - PREPARED_NANOS;
    prepared
        .entrySet()
        .removeIf(one -> one.getValue() - expectedSince < 0 && !openings.containsKey(one.getKey()));
    List<OpenGeneration> leastUsedFirst =
        open.values().stream()
            .filter(generation -> !deciding.contains(generation.id()))
            .filter(generation -> !prepared.containsKey(generation.id()))
            .sorted(Comparator.comparingInt(g -> users.getOrDefault(g.id(), 0)))
            .toList();
    int surplus = open.size() - MOST;
    for (OpenGeneration generation : leastUsedFirst) {
      if (users.getOrDefault(generation.id(), 0) == 0 || surplus > 0) {
        surplus--;
        open.remove(generation.id());
        generation.release();
        LOG.info("generation {} is closed", generation.id());
      }
    }
    // In this order: it is made known as open before it leaves what is being opened.
    laterItems.keySet().removeIf(id -> !openings.containsKey(id) && !open.containsKey(id));
  }

  /** Opens no more. */
  void stop() {
    closed = true;
    openers.shutdownNow();
  }

  /** Closes all, those that are held once they are given back. */
  @Override
  public void close() {
    open.values().forEach(OpenGeneration::release);
    open.clear();
  }
}
