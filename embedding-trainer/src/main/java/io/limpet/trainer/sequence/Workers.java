package io.limpet.trainer.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that do numbered parts of a work side by side. */
final class Workers implements AutoCloseable {
  private final int parts;
  private final ExecutorService others;

  Workers(int parts) {
    this.parts = parts;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, parts - 1), Thread.ofPlatform().daemon().name("trainer-", 1).factory());
  }

  /** Does all parts, the first in the calling thread, and returns when all are done. */
  void run(IntConsumer part) {
    List<Future<?>> rest = new ArrayList<>();
    for (int i = 1; i < parts; i++) {
      int number = i;
      rest.add(others.submit(() -> part.accept(number)));
    }
    part.accept(0);
    for (Future<?> each : rest) {
      await(each);
    }
  }

  private static void await(Future<?> part) {
    try {
      part.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a part of the training failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    }
  }

  @Override
  public void close() {
    others.shutdownNow();
  }
}
