package io.limpet.search.generation;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Registry;
import io.limpet.core.release.Release;
import io.limpet.search.ingest.FollowedWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes decisions on generations: checks that they can be carried out, writes them to {@code
 * limpet.models} and waits until this service follows. That takes as long as the index is built, so
 * every decision is a future; releases are carried out one after the other, in the order in which
 * they were asked for. What became of the last one of a generation is kept. Thread-safe.
 */
public final class ReleaseDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseDesk.class);
  private static final long FOLLOW_SECONDS = 60;

  private final GenerationSwitch generations;
  private final FollowedWriter<Release> topic;
  private final LongSupplier clock;
  private final ConcurrentHashMap<String, Wish> wishes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, String> failures = new ConcurrentHashMap<>();
  private CompletableFuture<Void> lastRelease = CompletableFuture.completedFuture(null);

  public ReleaseDesk(
      GenerationSwitch generations, FollowedWriter<Release> topic, LongSupplier clock) {
    this.generations = generations;
    this.topic = topic;
    this.clock = clock;
  }

  /** What is asked for. */
  public enum Kind {
    RELEASE,
    ROLLBACK;

    /** As in answers. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A decision that is being carried out.
   *
   * @param share of the visitors that a release is for, 1 for all
   * @param sinceMillis when it was asked for, epoch milliseconds
   */
  private record Wish(Kind kind, double share, long sinceMillis, CompletableFuture<Void> done) {
    boolean asksFor(Kind otherKind, double otherShare) {
      return kind == otherKind && share == otherShare;
    }
  }

  /**
   * Releases a generation: opened and warmed first, then written.
   *
   * @return completes when it is current; fails with a {@link GenerationException} when it cannot
   *     be used or something else was decided on it meanwhile, and with another exception when
   *     Kafka does not acknowledge
   * @throws NoSuchElementException when the registry does not have it
   */
  public CompletableFuture<Void> release(String generation) {
    mustExist(generation);
    return wish(generation, Kind.RELEASE, 1);
  }

  /**
   * Serves a generation to a share of the visitors, in place of a canary of before.
   *
   * @param share above 0 and below 1
   * @return as {@link #release} does
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it is current, or nothing is
   */
  public CompletableFuture<Void> tryOut(String generation, double share) {
    mustExist(generation);
    mustNotBeCurrent(generation);
    return wish(generation, Kind.RELEASE, share);
  }

  /**
   * Takes a generation out of use; the release before it is current again, and a canary is over. A
   * release of it that is under way does not happen. Waits for no other release.
   *
   * @return as {@link #release} does
   * @throws NoSuchElementException when the registry does not have it
   * @throws GenerationException when it is not in use, or nothing can take its place
   */
  public CompletableFuture<Void> rollBack(String generation) {
    mustExist(generation);
    if (!isDecided(generation)) {
      if (wishes.remove(generation) != null) {
        return CompletableFuture.completedFuture(null);
      }
      throw new GenerationException(
          "generation " + generation + " is not released, so there is nothing to roll back");
    }
    placeTaker(generation);
    return wish(generation, Kind.ROLLBACK, 1);
  }

  private boolean isDecided(String generation) {
    Release decision = generations.decisions().get(generation);
    return decision != null && decision.state() != Release.State.ROLLED_BACK;
  }

  private void mustNotBeCurrent(String generation) {
    String current = generations.current();
    if (current == null) {
      throw new GenerationException(
          "no generation is released; release one to everybody before trying out another");
    }
    if (current.equals(generation)) {
      throw new GenerationException(
          "generation " + generation + " is served to everybody; roll it back first");
    }
  }

  /** Which generation is there when this one is rolled back: none has to be for a canary. */
  private Optional<String> placeTaker(String generation) {
    Map<String, Release> decisions = generations.decisions();
    Release decision = decisions.get(generation);
    if (decision != null && decision.state() == Release.State.CANARY) {
      return Optional.empty();
    }
    return Optional.of(
        releasedBeside(generation)
            .orElseThrow(
                () ->
                    new GenerationException(
                        "no other generation is released; release one before rolling back "
                            + generation)));
  }

  /** The one that was released last, but for this one. */
  private Optional<String> releasedBeside(String generation) {
    return generations.decisions().values().stream()
        .filter(other -> other.state() == Release.State.RELEASED)
        .filter(other -> !other.generation().equals(generation))
        .max(Comparator.comparingLong(Release::atMillis))
        .map(Release::generation);
  }

  /**
   * Whether a generation is needed: it answers or is open for whoever has a vector of it, is on its
   * way there, or would answer if the current one were rolled back.
   */
  public boolean isNeeded(String generation) {
    String current = generations.current();
    Release canary = generations.canary();
    return generation.equals(current)
        || (canary != null && canary.generation().equals(generation))
        || wishes.containsKey(generation)
        || generations.opening(generation) != null
        || generations.isOpen(generation)
        || (current != null && releasedBeside(current).filter(generation::equals).isPresent());
  }

  /**
   * Forgets what was decided of a generation that is not in the registry any more.
   *
   * @return completes when this service has forgotten it, and fails when Kafka does not acknowledge
   * @throws NoSuchElementException when nothing was decided of it
   * @throws GenerationException when it is there, or needed
   */
  public CompletableFuture<Void> forget(String generation) {
    if (generations.opener().registry().contains(generation)) {
      throw new GenerationException(
          "generation "
              + generation
              + " is in the registry; delete it there first, with `limpet models prune` for one");
    }
    if (!generations.decisions().containsKey(generation)) {
      throw new NoSuchElementException(
          "nothing was decided of a generation \"%s\"".formatted(generation));
    }
    if (isNeeded(generation)) {
      throw new GenerationException(
          "generation " + generation + " is still needed; release another one first");
    }
    failures.remove(generation);
    return follow(topic.begin(generation, null));
  }

  /** Has a decision carried out, unless the same one is under way. */
  private synchronized CompletableFuture<Void> wish(String generation, Kind kind, double share) {
    Wish before = wishes.get(generation);
    if (before != null && before.asksFor(kind, share)) {
      return before.done();
    }
    var wish = new Wish(kind, share, clock.getAsLong(), new CompletableFuture<>());
    wishes.put(generation, wish);
    failures.remove(generation);
    CompletableFuture<Void> carriedOut;
    if (kind == Kind.RELEASE) {
      carriedOut =
          lastRelease
              .handle((done, failure) -> generation)
              .thenCompose(generations::prepare)
              .thenCompose(prepared -> release(generation, wish));
      lastRelease = carriedOut;
    } else {
      carriedOut =
          CompletableFuture.completedFuture(generation)
              .thenCompose(
                  gone ->
                      placeTaker(gone)
                          .map(generations::prepare)
                          .orElseGet(() -> CompletableFuture.completedFuture(null)))
              .thenCompose(prepared -> rollBack(generation, wish));
    }
    var unused = carriedOut.whenComplete((done, failure) -> ended(generation, wish, failure));
    return wish.done();
  }

  private CompletableFuture<Void> release(String generation, Wish wish) {
    mustBeWanted(generation, wish);
    if (wish.share() == 1) {
      return decide(new Release(generation, Release.State.RELEASED, now()));
    }
    mustNotBeCurrent(generation);
    return decide(Release.canary(generation, wish.share(), now()));
  }

  private CompletableFuture<Void> rollBack(String generation, Wish wish) {
    mustBeWanted(generation, wish);
    return decide(new Release(generation, Release.State.ROLLED_BACK, now()));
  }

  private void mustBeWanted(String generation, Wish wish) {
    if (!wish.equals(wishes.get(generation))) {
      throw new GenerationException(
          "something else was decided on generation " + generation + " meanwhile");
    }
  }

  private void ended(String generation, Wish wish, @Nullable Throwable failure) {
    boolean isWanted = wishes.remove(generation, wish);
    if (failure == null) {
      wish.done().complete(null);
      return;
    }
    Throwable within = failure.getCause();
    Throwable cause = failure instanceof CompletionException && within != null ? within : failure;
    if (isWanted) {
      failures.put(generation, String.valueOf(cause.getMessage()));
      LOG.warn("{} of generation {}: {}", wish.kind().label(), generation, cause.getMessage());
    }
    wish.done().completeExceptionally(cause);
  }

  private void mustExist(String generation) {
    if (!Registry.isId(generation) || !generations.opener().registry().contains(generation)) {
      throw new NoSuchElementException(
          "there is no generation \"%s\"; there are %s"
              .formatted(generation, generations.opener().registry().list()));
    }
  }

  /** What of a generation is being carried out, null if nothing is. */
  public @Nullable Kind underWay(String generation) {
    Wish wish = wishes.get(generation);
    return wish == null ? null : wish.kind();
  }

  /** Since when, epoch milliseconds; null if nothing is. */
  public @Nullable Long underWaySince(String generation) {
    Wish wish = wishes.get(generation);
    return wish == null ? null : wish.sinceMillis();
  }

  /** Why what was asked for last did not happen, null if it did or is still under way. */
  public @Nullable String failure(String generation) {
    return failures.get(generation);
  }

  /** Later than every decision before it, whatever the clocks of the machines that took them. */
  private long now() {
    long latest =
        generations.decisions().values().stream().mapToLong(Release::atMillis).max().orElse(0);
    return Math.max(clock.getAsLong(), latest + 1);
  }

  private CompletableFuture<Void> decide(Release decision) {
    return follow(topic.begin(decision.generation(), decision));
  }

  private CompletableFuture<Void> follow(CompletableFuture<@Nullable Void> written) {
    return written
        .thenCompose(read -> generations.followed())
        .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS);
  }
}
