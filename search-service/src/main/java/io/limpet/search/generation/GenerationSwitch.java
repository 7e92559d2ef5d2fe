package io.limpet.search.generation;

import io.limpet.core.release.Release;
import io.limpet.core.vector.ItemVector;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
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
 * <p>Decisions are followed, and what is left over closed, in one thread of its own. All other
 * methods are thread-safe and quick.
 */
public final class GenerationSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationSwitch.class);

  private final GenerationOpener opener;
  private final Supplier<Map<String, Integer>> usersByGeneration;
  private final Counter refusals;
  private final ConcurrentHashMap<String, Release> decisions = new ConcurrentHashMap<>();
  private final OpenGenerations open;
  private final ConcurrentHashMap<String, String> unusable = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<OpenGeneration>> listeners =
      new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            var made = new Thread(run, "limpet-generations");
            made.setDaemon(true);
            return made;
          });
  private volatile @Nullable OpenGeneration current;
  private volatile @Nullable Canary canary;
  private volatile boolean caughtUp;

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
    this.open = new OpenGenerations(opener);
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
    open.take(key.substring(0, slash), key.substring(slash + 1), vector);
  }

  /** The item is not on sale any more. */
  public void removed(String itemId) {
    open.removed(itemId);
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
        opener.dropIndexesOfTheGone(open.ids());
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
      return open.whenOpen(generation).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("interrupted while " + generation + " was being opened", e);
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
    Set<String> deciding = new HashSet<>();
    OpenGeneration now = current;
    if (now != null) {
      deciding.add(now.id());
    }
    Release trial = canary();
    if (trial != null) {
      deciding.add(trial.generation());
    }
    open.closeUnused(deciding, usersByGeneration.get());
  }

  /**
   * Opens and warms a generation ahead of its release.
   *
   * @return fails with a {@link io.limpet.core.generation.GenerationException} when it cannot be
   *     used
   */
  public CompletableFuture<Void> prepare(String generation) {
    return CompletableFuture.supplyAsync(() -> open.prepare(generation), thread)
        .thenCompose(opened -> opened)
        .thenAccept(opened -> {});
  }

  /** How far a generation that is being opened is; null when that is not being done. */
  public Opening.@Nullable Progress opening(String generation) {
    return open.opening(generation);
  }

  /** Whether any generation is being opened, which takes minutes where its index is to be built. */
  public boolean isOpening() {
    return open.isOpening();
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
    OpenGeneration wanted = open.find(preferred);
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
    return open.find(generation) != null;
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
    thread.shutdownNow();
    open.stop();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current = null;
    canary = null;
    open.close();
  }
}
