package io.limpet.search.generation;

import io.limpet.core.release.Release;
import io.limpet.core.vector.ItemVector;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which generations answer. A release is opened and warmed beside the ones in use and then becomes
 * current in one step; a request holds the generation of its user's vector, or the current one,
 * from beginning to end; an older one is closed when no user is left on it and no request holds it.
 * A release that cannot be opened is refused and everything stays as it was. While there is a
 * canary, the visitors that it takes are answered from its generation, with a vector or without,
 * and nobody else is.
 *
 * <p>Decisions are followed, and what is left over closed, in one thread of its own. Each
 * generation is opened in a thread of its own, so that minutes of building hold up nobody but who
 * wants that generation. All other methods are thread-safe and quick.
 */
public final class GenerationSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationSwitch.class);

  /** So many are open at most; users of the oldest are then encoded anew for each answer. */
  static final int OPEN_MOST = 3;

  /** A generation that was prepared stays open so long for its release to come. */
  private static final long PREPARED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final GenerationOpener opener;
  private final Supplier<Map<String, Integer>> usersByGeneration;
  private final Counter refusals;
  private final ConcurrentHashMap<String, Release> decisions = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, OpenGeneration> open = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Opening> openings = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, String> unusable = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Long> prepared = new ConcurrentHashMap<>();
  private final Map<String, Map<String, ItemVector>> laterItems = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<OpenGeneration>> listeners =
      new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            var made = new Thread(run, "limpet-generations");
            made.setDaemon(true);
            return made;
          });
  private final ExecutorService openers =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("limpet-opening-", 0).factory());
  private volatile @Nullable OpenGeneration current;
  private volatile @Nullable Canary canary;
  private volatile boolean caughtUp;
  private volatile boolean closed;

  /** A generation that answers a share of the visitors. */
  private record Canary(OpenGeneration generation, Release release) {}

  /**
   * @param usersByGeneration how many users have a vector of each generation
   */
  public GenerationSwitch(
      GenerationOpener opener,
      Supplier<Map<String, Integer>> usersByGeneration,
      MeterRegistry metrics) {
    this.opener = opener;
    this.usersByGeneration = usersByGeneration;
    this.refusals =
        Counter.builder("limpet_generations_refused")
            .description("Releases that could not be opened")
            .register(metrics);
  }

  /** Tells {@code listener} of every generation that becomes current or canary, before it does. */
  public void listen(Consumer<OpenGeneration> listener) {
    listeners.add(listener);
  }

  /** Takes in a record of {@code limpet.models}. */
  public void take(String generation, @Nullable Release decision) {
    if (decision == null) {
      decisions.remove(generation);
    } else {
      decisions.put(generation, decision);
      // Decided anew, so it is tried anew: it may have been mended.
      unusable.remove(generation);
    }
    if (caughtUp) {
      thread.execute(this::follow);
    }
  }

  /**
   * Opens what is current by all decisions taken in so far, and follows every later one.
   *
   * @return completes when that is done; if no generation can be used, with none current
   */
  public CompletableFuture<Void> caughtUp() {
    return CompletableFuture.runAsync(
        () -> {
          caughtUp = true;
          follow();
          thread.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
        },
        thread);
  }

  /**
   * Takes in a record of {@code limpet.item-vectors}, for the generations that are open or will be.
   */
  public void take(String key, @Nullable ItemVector vector) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("key \"" + key + "\" is not generation/item");
    }
    String generation = key.substring(0, slash);
    String item = key.substring(slash + 1);
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
  public void removed(String itemId) {
    laterItems.values().forEach(items -> items.remove(itemId));
    open.values().forEach(generation -> generation.remove(itemId));
  }

  /** Does what was decided last. In the thread. */
  private void follow() {
    followReleases();
    followCanary();
  }

  /** Makes the latest release that can be opened current. */
  private void followReleases() {
    List<Release> latestFirst =
        decisions.values().stream()
            .filter(release -> release.state() == Release.State.RELEASED)
            .sorted(
                Comparator.comparingLong(Release::atMillis)
                    .thenComparing(Release::generation)
                    .reversed())
            .toList();
    for (Release release : latestFirst) {
      OpenGeneration before = current;
      if (before != null && before.id().equals(release.generation())) {
        return;
      }
      try {
        OpenGeneration next = opened(release.generation());
        listeners.forEach(listener -> listener.accept(next));
        current = next;
        LOG.info("generation {} is current, {} items", next.id(), next.size());
        return;
      } catch (RuntimeException e) {
        refuse(release.generation(), e);
      }
    }
    if (latestFirst.isEmpty()) {
      current = null;
    }
  }

  /** Opens the canary that was decided on, if any, beside the current one. */
  private void followCanary() {
    Release wanted =
        Release.canary(
                decisions.values().stream()
                    .filter(decision -> !unusable.containsKey(decision.generation()))
                    .toList())
            .orElse(null);
    Canary before = canary;
    if (wanted == null || (before != null && before.release().equals(wanted))) {
      canary = wanted == null ? null : before;
      return;
    }
    try {
      OpenGeneration next = opened(wanted.generation());
      listeners.forEach(listener -> listener.accept(next));
      canary = new Canary(next, wanted);
      LOG.info("generation {} answers {} of the visitors", next.id(), wanted.share());
    } catch (RuntimeException e) {
      refuse(wanted.generation(), e);
      canary = null;
    }
  }

  private void refuse(String generation, RuntimeException e) {
    if (unusable.put(generation, String.valueOf(e.getMessage())) == null) {
      refusals.increment();
      LOG.warn("generation {} is refused, what was there stays: {}", generation, e.getMessage());
    }
  }

  /** The generation, once it is open. */
  private OpenGeneration opened(String generation) {
    try {
      return whenOpen(generation).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("interrupted while " + generation + " was being opened", e);
    }
  }

  /** Opens a generation in a thread of its own, once, however many want it. In the thread. */
  private CompletableFuture<OpenGeneration> whenOpen(String generation) {
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
      OpenGeneration next = opener.open(generation, opening::reached);
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

  /** Closes what nobody is on any more. In the thread. */
  private void tidy() {
    try {
      closeUnused();
    } catch (RuntimeException e) {
      // Thrown on, it would end the schedule.
      LOG.warn("closing generations: {}", e.toString());
    }
  }

  private void closeUnused() {
    OpenGeneration now = current;
    Release trial = canary();
    String tried = trial == null ? "" : trial.generation();
    long expectedSince = System.nanoTime() - PREPARED_NANOS;
    prepared
        .entrySet()
        .removeIf(one -> one.getValue() - expectedSince < 0 && !openings.containsKey(one.getKey()));
    Map<String, Integer> users = usersByGeneration.get();
    List<OpenGeneration> leftFirst =
        open.values().stream()
            .filter(generation -> generation != now && !generation.id().equals(tried))
            .filter(generation -> !prepared.containsKey(generation.id()))
            .sorted(Comparator.comparingInt(g -> users.getOrDefault(g.id(), 0)))
            .toList();
    int surplus = open.size() - OPEN_MOST;
    for (OpenGeneration generation : leftFirst) {
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

  /**
   * Opens and warms a generation ahead of its release.
   *
   * @return fails with a {@link io.limpet.core.generation.GenerationException} when it cannot be
   *     used
   */
  public CompletableFuture<Void> prepare(String generation) {
    return CompletableFuture.supplyAsync(
            () -> {
              prepared.put(generation, System.nanoTime());
              return whenOpen(generation);
            },
            thread)
        .thenCompose(opened -> opened)
        .thenAccept(opened -> {});
  }

  /** How far a generation that is being opened is; null when that is not being done. */
  public Opening.@Nullable Progress opening(String generation) {
    Opening begun = openings.get(generation);
    return begun == null ? null : begun.progress();
  }

  /** Whether any generation is being opened, which takes minutes where its index is to be built. */
  public boolean isOpening() {
    return !openings.isEmpty();
  }

  /** Completes once every decision taken in before was followed. */
  public CompletableFuture<Void> followed() {
    return CompletableFuture.runAsync(() -> {}, thread);
  }

  /**
   * Holds the canary if it takes this visitor, else the generation of this id if it is open, else
   * the current one; empty if there is none.
   *
   * @param visitor who is answered, null if nobody in particular
   * @param preferred generation of the visitor's vector, empty if there is none
   */
  public Optional<Lease> lease(@Nullable String visitor, String preferred) {
    Canary trial = canary;
    if (trial != null) {
      if (visitor != null && trial.release().takes(visitor)) {
        Optional<Lease> lease = trial.generation().lease();
        if (lease.isPresent()) {
          return lease;
        }
      }
      if (preferred.equals(trial.generation().id())) {
        return leaseCurrent();
      }
    }
    return leaseOf(preferred);
  }

  /**
   * Holds the generation of this id, whoever is answered, if it is open, else the current one;
   * empty if there is none.
   */
  public Optional<Lease> leaseOf(String preferred) {
    OpenGeneration wanted = open.get(preferred);
    Release decision = decisions.get(preferred);
    boolean rolledBack = decision != null && decision.state() == Release.State.ROLLED_BACK;
    if (wanted != null && !rolledBack) {
      Optional<Lease> lease = wanted.lease();
      if (lease.isPresent()) {
        return lease;
      }
    }
    return leaseCurrent();
  }

  /** Holds the current generation; empty if there is none. */
  public Optional<Lease> leaseCurrent() {
    while (true) {
      OpenGeneration now = current;
      if (now == null) {
        return Optional.empty();
      }
      Optional<Lease> lease = now.lease();
      // It is closed only after another became current.
      if (lease.isPresent()) {
        return lease;
      }
    }
  }

  /** Holds the generations that answer by decision: the current one, and the canary. */
  public List<Lease> leaseDecided() {
    Canary trial = canary;
    Optional<Lease> tried = trial == null ? Optional.empty() : trial.generation().lease();
    return Stream.concat(leaseCurrent().stream(), tried.stream()).toList();
  }

  /** The canary that is served, null if there is none. */
  public @Nullable Release canary() {
    Canary now = canary;
    return now == null ? null : now.release();
  }

  /** Id of the current generation, null if there is none. */
  public @Nullable String current() {
    OpenGeneration now = current;
    return now == null ? null : now.id();
  }

  /** The last decision of every generation that one was made of. */
  public Map<String, Release> decisions() {
    return Map.copyOf(decisions);
  }

  /** Whether its index is open. */
  public boolean isOpen(String generation) {
    return open.containsKey(generation);
  }

  /** Why a generation was refused, null if it was not. */
  public @Nullable String refusal(String generation) {
    return unusable.get(generation);
  }

  /** The generations there are. */
  public GenerationOpener opener() {
    return opener;
  }

  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    openers.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current = null;
    canary = null;
    open.values().forEach(OpenGeneration::release);
    open.clear();
  }
}
