package io.limpet.standalone.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import io.limpet.standalone.retrain.Schedule.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainerTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private final List<Past.Outcome> counted = new ArrayList<>();
  private final Shop shop = new Shop();
  private Instant now = Instant.parse("2026-11-23T03:00:00Z");
  private Retrainer retrainer;

  /** Trains in no time, as it is told to. */
  private final class Shop implements Workshop {
    @Nullable String served = "g1";
    BiFunction<Past.Attempt, Boolean, Optional<String>> trainer =
        (attempt, resume) -> Optional.of("g2");
    Supplier<List<String>> pruner = List::of;
    final List<String> released = new ArrayList<>();
    final List<Past.Attempt> attempts = new ArrayList<>();
    final List<Boolean> resumed = new ArrayList<>();

    @Override
    public Optional<String> current() {
      return Optional.ofNullable(served);
    }

    @Override
    public Optional<String> train(Past.Attempt attempt, boolean resume) {
      attempts.add(attempt);
      resumed.add(resume);
      return trainer.apply(attempt, resume);
    }

    @Override
    public void release(String generation) {
      released.add(generation);
      served = generation;
    }

    @Override
    public List<String> prune() {
      return pruner.get();
    }
  }

  @BeforeEach
  void begin() {
    retrainer = retrainer();
  }

  private Retrainer retrainer() {
    Progress progress =
        new Progress() {
          @Override
          public void say(String what) {
            said.add(what);
          }

          @Override
          public void at(String what, long done, long total) {}
        };
    return new Retrainer(
        new Schedule(DAY, null), new PastFile(folder), shop, progress, counted::add, now);
  }

  private void later(Duration by) {
    now = now.plus(by);
    retrainer.turn(now);
  }

  @Test
  void waitsUntilItIsTime() {
    assertThat(retrainer.turn(now)).isEqualTo(DAY);
    now = now.plus(DAY.minusSeconds(1));
    assertThat(retrainer.turn(now)).isEqualTo(Duration.ofSeconds(1));
    assertThat(shop.attempts).isEmpty();
  }

  @Test
  void releasesWhatWasTrainedFromTheGenerationInUse() {
    later(DAY);

    assertThat(shop.attempts)
        .containsExactly(
            new Past.Attempt(Kind.INCREMENTAL, now, now, "g1", Past.Outcome.RUNNING, ""));
    assertThat(shop.released).containsExactly("g2");
    assertThat(counted).containsExactly(Past.Outcome.RELEASED);
    assertThat(said.getLast()).contains("incremental training", "released g2");
    assertThat(retrainer.turn(now)).isEqualTo(DAY);
  }

  @Test
  void deletesOldGenerationsAfterARelease() {
    shop.pruner = () -> List.of("g0");
    later(DAY);

    assertThat(said.getLast()).isEqualTo("Deleted old generations: g0");

    shop.pruner =
        () -> {
          throw new FailedException("the folder is read-only");
        };
    later(DAY);

    assertThat(said.getLast()).contains("not deleted", "the folder is read-only");
    assertThat(counted).containsOnly(Past.Outcome.RELEASED);
  }

  @Test
  void deletesNothingUnlessOneWasReleased() {
    shop.pruner =
        () -> {
          throw new AssertionError("nothing was released");
        };
    shop.trainer = (attempt, resume) -> Optional.empty();
    later(DAY);

    assertThat(counted).containsExactly(Past.Outcome.NOTHING_NEW);
  }

  @Test
  void saysWhyATrainingFailedAndTriesAgainAtTheNextTime() {
    shop.trainer =
        (attempt, resume) -> {
          throw new FailedException("the gate refuses the generation: no better than popularity");
        };
    later(DAY);

    assertThat(said.getLast()).contains("failed: the gate refuses the generation");
    assertThat(counted).containsExactly(Past.Outcome.FAILED);
    assertThat(shop.released).isEmpty();
    assertThat(retrainer.turn(now)).isEqualTo(DAY);
    shop.trainer = (attempt, resume) -> Optional.of("g3");
    later(DAY);
    assertThat(shop.released).containsExactly("g3");
    assertThat(shop.resumed).containsExactly(false, false);
  }

  @Test
  void countsWhatNobodyExpectedAsAFailure() {
    shop.trainer =
        (attempt, resume) -> {
          throw new IllegalStateException("Kafka is gone");
        };
    later(DAY);

    assertThat(counted).containsExactly(Past.Outcome.FAILED);
    assertThat(said.getLast()).contains("Kafka is gone");
  }

  @Test
  void saysWhenNothingIsNew() {
    shop.trainer = (attempt, resume) -> Optional.empty();
    later(DAY);

    assertThat(said.getLast()).contains("nothing new since g1");
    assertThat(counted).containsExactly(Past.Outcome.NOTHING_NEW);
    assertThat(shop.released).isEmpty();
  }

  @Test
  void trainsAnewWhereNothingIsServed() {
    shop.served = null;
    later(DAY);

    assertThat(shop.attempts.getFirst().kind()).isEqualTo(Kind.FULL);
    assertThat(shop.attempts.getFirst().parent()).isNull();
  }

  @Test
  void goesOnWithTheSameTrainingAfterTheStackWasStopped() {
    shop.trainer =
        (attempt, resume) -> {
          retrainer.close();
          throw new FailedException("training ended with 143: interrupted");
        };
    later(DAY);
    Past.Attempt interrupted = shop.attempts.getFirst();
    assertThat(counted).isEmpty();

    shop.trainer = (attempt, resume) -> Optional.of("g2");
    now = now.plus(Duration.ofHours(5));
    retrainer = retrainer();
    retrainer.turn(now);

    assertThat(shop.attempts.getLast()).isEqualTo(interrupted);
    assertThat(shop.resumed).containsExactly(false, true);
    assertThat(shop.released).containsExactly("g2");
  }

  @Test
  void keepsItsScheduleOverARestart() {
    later(DAY);
    now = now.plus(Duration.ofHours(20));
    retrainer = retrainer();

    assertThat(retrainer.turn(now)).isEqualTo(Duration.ofHours(4));
    assertThat(new PastFile(folder).read().orElseThrow().last().line()).endsWith(": released g2");
  }

  @Test
  void beginsAnewWhereTheFileIsDamaged() throws Exception {
    Files.writeString(folder.resolve("retraining.json"), "{\"since\": \"yesterday");

    assertThat(retrainer().turn(now)).isEqualTo(DAY);
  }
}
