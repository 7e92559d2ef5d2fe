package io.limpet.search.text;

import io.limpet.core.hash.Fnv;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the texts of the catalogue's items to the {@link TextIndex}, beside the thread that reads
 * the catalogue: analysing words takes most of the time of a start. An item whose texts are as they
 * were, because its stock or price has changed, is not analysed again.
 *
 * <p>An item's changes stay in order: each item has its thread. A reader that is far ahead waits.
 */
public final class TextFeed implements Catalogue.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextFeed.class);

  /** Items that may wait for their words to be analysed. */
  private static final int AHEAD = 10_000;

  /** Stands for an item without texts in the index. */
  private static final long NONE = 0;

  private final TextIndex index;
  private final List<ExecutorService> threads;
  private final Semaphore ahead = new Semaphore(AHEAD);

  /** By item number: hash of the texts that the index has or will have. */
  private long[] hashes = {};

  /**
   * @param threads that analyse words
   */
  public TextFeed(TextIndex index, int threads) {
    this.index = index;
    this.threads =
        IntStream.range(0, threads)
            .mapToObj(
                thread ->
                    Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("limpet-words-" + thread).factory()))
            .toList();
  }

  @Override
  public void put(int number, CatalogueItem item) {
    if (isNew(number, hash(item.item()))) {
      later(number, () -> index.put(number, item));
    }
  }

  @Override
  public void removed(int number) {
    if (isNew(number, NONE)) {
      later(number, () -> index.removed(number));
    }
  }

  private boolean isNew(int number, long hash) {
    if (number >= hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(number + 1, hashes.length + hashes.length / 2));
    }
    boolean isNew = hashes[number] != hash;
    hashes[number] = hash;
    return isNew;
  }

  private static long hash(Item item) {
    long hash = Fnv.hash(String.valueOf(item.title()));
    hash = 31 * hash + Fnv.hash(String.valueOf(item.description()));
    hash = 31 * hash + Fnv.hash(String.valueOf(item.brand()));
    hash = 31 * hash + Fnv.hash(String.join("\n", item.categories()));
    hash = 31 * hash + Fnv.hash(String.join("\n", item.attributes()));
    return hash == NONE ? 1 : hash;
  }

  private void later(int number, Runnable change) {
    ahead.acquireUninterruptibly();
    threads
        .get(number % threads.size())
        .execute(
            () -> {
              try {
                change.run();
              } catch (RuntimeException e) {
                LOG.warn("the words of an item are not found: {}", e.toString());
              } finally {
                ahead.release();
              }
            });
  }

  /** Completes once all that was handed over until now is in the index. */
  public CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(
        threads.stream()
            .map(thread -> CompletableFuture.runAsync(() -> {}, thread))
            .toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
    // A reader that waits must not wait for ever.
    ahead.release(AHEAD);
    try {
      for (ExecutorService thread : threads) {
        thread.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
