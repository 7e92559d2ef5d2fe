package io.limpet.flink.users;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.release.Release;
import io.limpet.core.vector.ItemVector;
import io.limpet.flink.release.Generations;
import io.limpet.flink.release.Plan;
import io.limpet.flink.release.Releases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the decisions on generations: opens those that are wanted beside the stream, and then
 * moves all visitors to the one that is for them, a handful at a time. Until {@link #isSettled()}
 * the owner calls {@link #work()} now and then, between events. For the operator's thread alone.
 */
final class GenerationSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationSwitch.class);

  /** So many visitors are moved at a time, or as many as fit the time, whichever is less. */
  private static final int HANDFUL = 32;

  private static final long HANDFUL_NANOS = 1_000_000;

  private final Path registry;
  private final Releases releases;
  private final Function<String, @Nullable ItemVector> young;
  private final Visitors visitors;
  private final Counter unusable;
  private Encodings encodings;
  private @Nullable Opening opening;
  private @Nullable Sweep sweep;

  /** What it needs of the owner of the visitors. */
  interface Visitors {
    /** All of them. */
    Sweep everybody() throws Exception;

    /** Moves one to the encoding that is for it, unless it has been moved already. */
    void move(String visitor) throws Exception;
  }

  /** Generations on their way, by id. */
  private record Opening(Plan plan, Map<String, CompletableFuture<Generation>> generations) {
    boolean isDone() {
      return generations.values().stream().allMatch(CompletableFuture::isDone);
    }
  }

  /**
   * Opens the generations in use, or the newest before them that can be opened.
   *
   * @param young finds the vectors of items that are younger than a generation
   * @param unusable counts generations that cannot be opened
   */
  GenerationSwitch(
      Path registry,
      Releases releases,
      Function<String, @Nullable ItemVector> young,
      Visitors visitors,
      Counter unusable)
      throws Exception {
    this.registry = registry;
    this.releases = releases;
    this.young = young;
    this.visitors = visitors;
    this.unusable = unusable;
    Encodings newest = null;
    while (newest == null) {
      Plan wanted = releases.wanted();
      Map<String, Generation> opened = new HashMap<>();
      for (String id : wanted.generations()) {
        try {
          opened.put(id, Generations.open(registry, id));
        } catch (GenerationException e) {
          setAside(id, e);
        }
      }
      if (opened.keySet().equals(wanted.generations())) {
        newest = encodings(wanted, opened);
      }
    }
    this.encodings = newest;
  }

  private Encodings encodings(Plan plan, Map<String, Generation> opened) {
    Release canary = plan.canary();
    return new Encodings(
        plan,
        new Encoding(opened.get(plan.generation()), young),
        canary == null ? null : new Encoding(opened.get(canary.generation()), young));
  }

  /** How a visitor is encoded now. */
  Encoding encoding(String visitor) {
    return encodings.of(visitor);
  }

  /** Whether no generation is on its way and every visitor has been moved. */
  boolean isSettled() {
    return opening == null && sweep == null;
  }

  /** Says for a checkpoint how far it has come. */
  String mark() {
    String mark = encodings.plan().mark();
    return sweep == null ? mark : "unfinished " + mark;
  }

  /** Goes on from the marks of a checkpoint: unless all are of the plan in use, it sweeps. */
  void goOn(Iterable<String> marks) throws Exception {
    for (String mark : marks) {
      if (!mark.equals(encodings.plan().mark())) {
        beginSweep();
        return;
      }
    }
  }

  /** Takes a decision in. */
  void decide(Release release) throws Exception {
    releases.decide(release);
    follow();
  }

  /** Forgets what was decided of a generation. */
  void forget(String generation) throws Exception {
    releases.forget(generation);
    follow();
  }

  /** Does a little of what is to be done. */
  void work() throws Exception {
    if (opening != null && opening.isDone()) {
      settle(opening);
    }
    if (sweep != null) {
      moveHandful(sweep);
    }
  }

  /** Sets out for what is wanted, unless it is in use or on its way. */
  private void follow() throws Exception {
    Plan wanted = releases.wanted();
    if (wanted.equals(encodings.plan())) {
      opening = null;
    } else if (opening == null || !opening.plan().equals(wanted)) {
      Map<String, CompletableFuture<Generation>> generations = new HashMap<>();
      for (String id : wanted.generations()) {
        generations.put(id, Generations.openAside(registry, id));
      }
      opening = new Opening(wanted, generations);
    }
  }

  private void settle(Opening done) throws Exception {
    opening = null;
    Map<String, Generation> opened = new HashMap<>();
    for (Map.Entry<String, CompletableFuture<Generation>> one : done.generations().entrySet()) {
      try {
        opened.put(one.getKey(), one.getValue().join());
      } catch (CompletionException e) {
        setAside(one.getKey(), e);
      }
    }
    if (opened.size() == done.generations().size()) {
      adopt(encodings(done.plan(), opened));
    } else {
      follow();
    }
  }

  private void adopt(Encodings next) throws Exception {
    LOG.info(
        "visitors move from generation \"{}\" to \"{}\"",
        encodings.plan().mark(),
        next.plan().mark());
    encodings = next;
    beginSweep();
  }

  private void setAside(String generation, Exception why) throws Exception {
    unusable.inc();
    LOG.error("generation {} cannot be used, the one before it stays", generation, why);
    releases.setAside(generation);
  }

  private void beginSweep() throws Exception {
    close();
    sweep = visitors.everybody();
  }

  private void moveHandful(Sweep left) throws Exception {
    long until = System.nanoTime() + HANDFUL_NANOS;
    for (int i = 0; i < HANDFUL && left.hasNext() && System.nanoTime() < until; i++) {
      visitors.move(left.next());
    }
    if (!left.hasNext()) {
      close();
      LOG.info("every visitor is in generation \"{}\"", encodings.plan().mark());
    }
  }

  /** Gives a sweep up; what it has not come to, the next one moves. */
  @Override
  public void close() {
    if (sweep != null) {
      sweep.close();
      sweep = null;
    }
  }
}
