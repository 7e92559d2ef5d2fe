package io.limpet.trainer.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.RatingError;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MfTest {
  private static TrainingSet set(Interactions rows) {
    return new TrainingSet(
        rows, ContentFeatures.none(List.of()), rows.lastMillis() + 1, 4, Progress.SILENT);
  }

  @Test
  void guessesHeldOutRatingsFarBetterThanMeanAndBiases() {
    var random = new SplittableRandom(6);
    var builder = new InteractionsBuilder();
    for (int user = 0; user < 120; user++) {
      for (int item = 0; item < 40; item++) {
        if (random.nextInt(10) < 6) {
          float taste = user % 2 == item % 2 ? 1.5f : -1.5f;
          float rating = 3 + taste + (item % 5) * 0.1f + 0.1f * (float) random.nextGaussian();
          builder.add("u" + user, "i" + item, EventType.RATE, 1000 + item, rating);
        }
      }
    }
    MfTraining training = new MfTraining(set(builder.build()), Mf.Options.DEFAULT);

    EarlyStop.run(training, 40);

    RatingError error = training.heldOutError().orElseThrow();
    assertThat(error.ofMean()).isGreaterThan(1.4);
    assertThat(error.ofBiases()).as("users differ in taste only").isBetween(1.3, 1.8);
    assertThat(error.rmse()).isLessThan(0.4);
    assertThat(error.ratings()).isEqualTo("ratings");
    assertThat(error.count()).isBetween(100, 160);
    assertThat(training.recommender(Fold.Way.ALL.getFirst()).ratingError()).contains(error);
  }

  @Test
  void biasesAreLearnedWhereUsersDifferInMood() {
    var random = new SplittableRandom(8);
    var builder = new InteractionsBuilder();
    for (int user = 0; user < 120; user++) {
      for (int item = 0; item < 40; item++) {
        float rating = 3 + user % 3 + item % 2 + 0.1f * (float) random.nextGaussian();
        builder.add("u" + user, "i" + item, EventType.RATE, 1000 + item, rating);
      }
    }
    MfTraining training = new MfTraining(set(builder.build()), Mf.Options.DEFAULT);

    EarlyStop.run(training, 10);

    RatingError error = training.heldOutError().orElseThrow();
    assertThat(error.ofMean()).isGreaterThan(0.9);
    assertThat(error.ofBiases()).isLessThan(0.15);
  }

  @Test
  void holdsNothingOutOfAFewRatings() {
    var builder = new InteractionsBuilder();
    builder.add("u", "a", EventType.RATE, 1, 2f);
    MfTraining training = new MfTraining(set(builder.build()), Mf.Options.DEFAULT);

    training.epoch();

    assertThat(training.heldOutError()).isEmpty();
  }

  @Test
  void takesTheLatestRatingOfAPairAndNothingElse() {
    var builder = new InteractionsBuilder();
    builder.add("u", "a", EventType.RATE, 1, 2f);
    builder.add("u", "a", EventType.RATE, 3, 4f);
    builder.add("u", "b", EventType.PURCHASE, 2);
    Interactions rows = builder.build();

    Ratings ratings = Ratings.of(rows, Likes.of(rows));

    assertThat(ratings.isGiven()).isTrue();
    assertThat(ratings.values()).containsExactly(4f);
    assertThat(ratings.items()).containsExactly(0);
  }

  @Test
  void ratesByStrengthWhereNobodyRates() {
    var builder = new InteractionsBuilder();
    builder.add("u", "a", EventType.VIEW_ITEM, 1);
    builder.add("u", "b", EventType.VIEW_ITEM, 2);
    builder.add("u", "b", EventType.PURCHASE, 3);
    builder.add("u", "b", EventType.VIEW_ITEM, 4);
    builder.add("u", "c", EventType.PURCHASE, 5);
    builder.add("u", "c", EventType.REFUND, 6);
    builder.add("u", "c", EventType.REFUND, 7);
    Interactions rows = builder.build();

    Ratings ratings = Ratings.of(rows, Likes.of(rows));

    assertThat(ratings.isGiven()).isFalse();
    assertThat(ratings.values()).containsExactly(new float[] {1, 3, 0.585f}, within(1e-3f));
  }

  @Test
  void refusesARateThatCannotBe() {
    assertThatThrownBy(() -> new Mf.Options(64, 1.5, 0.02, 4, 20, Fold.Way.ALL.getFirst()))
        .hasMessageContaining("learningRate is 1.5");
  }

  @Test
  void keepsRatingsWhenTheDataIsSplit() {
    var builder = new InteractionsBuilder();
    builder.add("u", "a", EventType.RATE, Clusters.BEGIN, 2f);
    builder.add("v", "a", EventType.VIEW_ITEM, Clusters.BEGIN);
    builder.add("v", "b", EventType.RATE, Clusters.BEGIN + 1, 5f);
    builder.add("v", "b", EventType.RATE, Clusters.BEGIN + 2, 1f);

    Interactions before = builder.build().before(Clusters.BEGIN + 2);

    assertThat(before.rating(0)).isEqualTo(2f);
    assertThat(before.rating(1)).isNaN();
    assertThat(before.rating(2)).isEqualTo(5f);
    assertThat(before.size()).isEqualTo(3);
  }
}
