package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private static final Upkeep.Pause SHORT =
      new Upkeep.Pause(Duration.ofMillis(1), Duration.ofMillis(2));
  private static final Upkeep.Pause ENDLESS =
      new Upkeep.Pause(Duration.ofDays(1), Duration.ofDays(1));

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger first = new AtomicInteger();
  private final AtomicInteger second = new AtomicInteger();

  private Upkeep.Task task(String name, AtomicInteger left) {
    return new Upkeep.Task(
        name,
        () -> left.get() > 0,
        () -> {
          left.decrementAndGet();
          done.add(name);
        });
  }

  @Test
  void doesWhatIsDueInOrderAndThenRests() throws InterruptedException {
    first.set(2);
    second.set(2);
    try (var upkeep =
        new Upkeep("x", SHORT, List.of(task("a", first), task("b", second)), failed::add)) {
      upkeep.wake();
      upkeep.settle();
      assertThat(done).containsExactly("a", "a", "b", "b");
      first.set(1);
      upkeep.wake();
      upkeep.settle();
      assertThat(done).endsWith("a").hasSize(5);
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void tellsWhatFailedAndTriesAgain() throws InterruptedException {
    var tries = new AtomicInteger();
    var task =
        new Upkeep.Task(
            "a",
            () -> tries.get() < 3,
            () -> {
              switch (tries.incrementAndGet()) {
                case 1 -> throw new IOException("the disk is full");
                case 2 -> throw new OutOfMemoryError("once");
                default -> done.add("a");
              }
            });
    try (var upkeep = new Upkeep("x", SHORT, List.of(task), failed::add)) {
      upkeep.wake();
      upkeep.settle();
    }
    assertThat(failed).containsExactly("a", "a");
    assertThat(done).containsExactly("a");
  }

  @Test
  void waitsTwiceAsLongAfterEachFailure() {
    var pause = new Upkeep.Pause(Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(List.of(1, 2, 3, 6, 7, 1_000).stream().map(n -> pause.afterFailures(n).toSeconds()))
        .containsExactly(1L, 2L, 4L, 32L, 60L, 60L);
  }

  @Test
  void closingDoesNotWaitForTheNextTry() throws InterruptedException {
    var told = new CountDownLatch(1);
    var task =
        new Upkeep.Task(
            "a",
            () -> true,
            () -> {
              throw new IOException("no");
            });
    try (var upkeep = new Upkeep("x", ENDLESS, List.of(task), name -> told.countDown())) {
      upkeep.wake();
      told.await();
    }
    assertThat(told.getCount()).isZero();
  }

  @Test
  void closingWaitsForWhatWasBegunAndBeginsNothingMore() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var upkeep = new Upkeep[1];
    var task =
        new Upkeep.Task(
            "a",
            () -> true,
            () -> {
              begun.countDown();
              while (!upkeep[0].isClosed()) {
                Thread.onSpinWait();
              }
              done.add("a");
            });
    upkeep[0] = new Upkeep("x", SHORT, List.of(task), failed::add);
    upkeep[0].wake();
    begun.await();
    CompletableFuture.runAsync(upkeep[0]::close).join();
    upkeep[0].wake();
    assertThat(done).containsExactly("a");
  }
}
