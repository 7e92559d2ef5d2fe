package io.limpet.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.Splits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FairSplitTest {
  private static final long DAY = 86_400_000;

  /** Times that are no more than an order where {@code ordered}, else those of a shop. */
  private static Interactions shop(boolean ordered) {
    var random = new SplittableRandom(1);
    var builder = new InteractionsBuilder();
    for (int user = 0; user < 900; user++) {
      for (int event = 0; event < 12; event++) {
        long millis = ordered ? (event + 1) * DAY : event * 10 * DAY + user * DAY / 100;
        builder.add("u" + user, "i" + random.nextInt(500), EventType.VIEW_ITEM, millis);
      }
    }
    return builder.build();
  }

  @Test
  void asksWhatTrainAsks() {
    for (boolean ordered : List.of(true, false)) {
      Interactions rows = shop(ordered);
      Split own = Splits.fitting(rows, 5);
      Split fair = FairSplit.of(rows, 5);

      assertThat(fair.protocol()).isEqualTo(own.protocol());
      assertThat(fair.isRefit()).isTrue();
      assertThat(fair.test().cases()).isEqualTo(own.test().cases());
      assertThat(fair.validation().training().fingerprint())
          .isEqualTo(own.validation().training().fingerprint());
    }
  }

  @Test
  void everyModelKnowsTheWholeHistoryAndNoAnswer() {
    for (boolean ordered : List.of(true, false)) {
      Split split = FairSplit.of(shop(ordered), 5);
      for (Part part : List.of(split.validation(), split.test())) {
        Likes likes = handedOver(part);
        for (Case question : part.cases()) {
          for (int row = question.from(); row < question.to(); row++) {
            assertThat(likes.has(question.user(), part.whole().item(row))).isTrue();
          }
          for (int answer : question.fresh()) {
            assertThat(likes.has(question.user(), answer)).isFalse();
          }
        }
      }
    }
  }

  /** What a library is given, caught on its way. */
  private static Likes handedOver(Part part) {
    List<Likes> caught = new ArrayList<>();
    Learner learner =
        new Learner() {
          @Override
          public Map<String, List<Double>> grid() {
            return Map.of("x", List.of(1.0, 2.0));
          }

          @Override
          public Factors learn(Likes likes, Map<String, Double> settings, long seed) {
            caught.add(likes);
            return new Factors(new float[likes.users()], new float[likes.items()], 1);
          }
        };
    Model.Choice choice =
        new Rival("caught", learner)
            .choose(
                new TrainingSet(
                    part.training(), ContentFeatures.none(List.of()), 0, 1, Progress.SILENT),
                trained -> caught.size());
    assertThat(choice.model()).as("the second value was judged better").hasToString("{x=2.0}");
    assertThat(caught).hasSize(2);
    return caught.getFirst();
  }
}
