package io.limpet.flink.users;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.release.Release;
import io.limpet.core.vector.ItemVector;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the decisions on generations: opens the one that is wanted beside the stream, and then
 * moves all visitors to it, a handful at a time. Until {@link #isSettled()} the owner calls {@link
 * #work()} now and then, between events. For the operator's thread alone.
 */
final class GenerationSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationSwitch.class);

  /** So many visitors are moved at a time, or as many as fit the time, whichever is less. */
  private static final int HANDFUL = 64;

  private static final long HANDFUL_NANOS = 1_500_000;

  private final Path registry;
  private final Releases releases;
  private final Function<String, @Nullable ItemVector> young;
  private final Visitors visitors;
  private final Counter unusable;
  private Encoding encoding;
  private @Nullable Opening opening;
  private @Nullable Sweep sweep;

  /** What it needs of the owner of the visitors. */
  interface Visitors {
    /** All of them. */
    Sweep everybody();

    /** Moves one to the encoding in use, unless it has been moved already. */
    void move(String visitor) throws Exception;
  }

  /** A generation on its way. */
  private record Opening(String id, CompletableFuture<Generation> generation) {}

  /**
   * Opens the generation in use, or the newest before it that can be opened.
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
    Encoding newest = null;
    while (newest == null) {
      String wanted = releases.wanted();
      try {
        boolean none = wanted.equals(Releases.NONE);
        newest = new Encoding(none ? null : Generations.open(registry, wanted), young);
      } catch (GenerationException e) {
        setAside(wanted, e);
      }
    }
    this.encoding = newest;
  }

  /** How visitors are encoded now. */
  Encoding encoding() {
    return encoding;
  }

  /** Whether no generation is on its way and every visitor has been moved. */
  boolean isSettled() {
    return opening == null && sweep == null;
  }

  /** Says for a checkpoint how far it has come. */
  String mark() {
    return sweep == null ? encoding.id() : "unfinished " + encoding.id();
  }

  /** Goes on from the marks of a checkpoint: unless all are of the encoding in use, it sweeps. */
  void goOn(Iterable<String> marks) {
    for (String mark : marks) {
      if (!mark.equals(encoding.id())) {
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
    if (opening != null && opening.generation().isDone()) {
      settle(opening);
    }
    if (sweep != null) {
      moveHandful(sweep);
    }
  }

  /** Sets out for the generation that is wanted, unless it is in use or on its way. */
  private void follow() throws Exception {
    String wanted = releases.wanted();
    if (wanted.equals(encoding.id())) {
      opening = null;
    } else if (wanted.equals(Releases.NONE)) {
      opening = null;
      adopt(new Encoding(null, young));
    } else if (opening == null || !opening.id().equals(wanted)) {
      opening = new Opening(wanted, Generations.openAside(registry, wanted));
    }
  }

  private void settle(Opening done) throws Exception {
    opening = null;
    try {
      adopt(new Encoding(done.generation().join(), young));
    } catch (CompletionException e) {
      setAside(done.id(), e);
      follow();
    }
  }

  private void adopt(Encoding next) {
    LOG.info("visitors move from generation \"{}\" to \"{}\"", encoding.id(), next.id());
    encoding = next;
    beginSweep();
  }

  private void setAside(String generation, Exception why) throws Exception {
    unusable.inc();
    LOG.error("generation {} cannot be used, the one before it stays", generation, why);
    releases.setAside(generation);
  }

  private void beginSweep() {
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
      LOG.info("every visitor is in generation \"{}\"", encoding.id());
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
