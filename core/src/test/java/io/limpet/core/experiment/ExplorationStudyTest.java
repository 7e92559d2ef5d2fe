package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.experiment.Exploration.Expected;
import io.limpet.core.experiment.Exploration.Shown;
import io.limpet.core.experiment.ExplorationStudy.Answer;
import io.limpet.core.experiment.OffPolicy.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExplorationStudyTest {
  private static final int PAGE = 8;

  /** How likely each explored item is, and what it earns. */
  private static final double[] THETA = {0.5, 0.3, 0.2};

  private static final double[] EXPLORED = {0.3, 0.05, 0.15};
  private static final Exploration OLD = new Exploration(0.3, 4, 8);

  /**
   * Simulated answers of a way to explore, page by page: a visitor gets several and likes more or
   * less of everything.
   */
  private static List<Answer> live(Exploration way, int visitors, SplittableRandom random) {
    List<Answer> answers = new ArrayList<>();
    int places = way.to() - way.from() + 1;
    for (int v = 0; v < visitors; v++) {
      double mood = 0.5 + random.nextDouble();
      for (int a = 1 + random.nextInt(3); a > 0; a--) {
        int given =
            random.nextDouble() < way.share() ? way.from() - 1 + random.nextInt(places) : -1;
        List<Shown> shown = new ArrayList<>();
        for (int p = 0; p < PAGE; p++) {
          boolean open = way.share() > 0 && p >= way.from() - 1 && p < way.to();
          double propensity = open ? 1 - way.share() / places : 1;
          double rate = 0.2 / (p + 1);
          if (p == given) {
            double spot = random.nextDouble();
            int item = spot < THETA[0] ? 0 : spot < THETA[0] + THETA[1] ? 1 : 2;
            propensity = way.share() / places * THETA[item];
            rate = EXPLORED[item];
          }
          shown.add(new Shown(p, propensity, random.nextDouble() < mood * rate ? 1 : 0));
        }
        answers.add(new Answer("v" + v, shown));
      }
    }
    return answers;
  }

  /** What a place from the fourth on earns when visitors are answered this way. */
  private static double measured(Exploration way, SplittableRandom random) {
    return live(way, 400_000, random).stream()
        .flatMap(answer -> answer.shown().stream())
        .filter(one -> one.position() >= OLD.from() - 1 && one.position() < OLD.to())
        .mapToDouble(Shown::reward)
        .average()
        .orElseThrow();
  }

  @Test
  void foretellsFromTheLogWhatALiveRunEarns() {
    var random = new SplittableRandom(11);
    for (Exploration wanted :
        List.of(new Exploration(0.8, 4, 8), new Exploration(0, 4, 8), new Exploration(0.5, 5, 6))) {
      double truth = measured(wanted, random);
      int[] held = new int[3];
      int logs = 200;
      for (int i = 0; i < logs; i++) {
        ExplorationStudy study = ExplorationStudy.of(wanted, live(OLD, 1_000, random));
        OffPolicy[] all = {study.ips(), study.snips(), study.doublyRobust()};
        for (int j = 0; j < all.length; j++) {
          held[j] += Math.abs(all[j].value() - truth) < 1.96 * all[j].error() ? 1 : 0;
        }
      }
      for (int of : held) {
        // 95 %, within four standard errors of 200 logs.
        assertThat((double) of / logs).as(wanted.toString()).isBetween(0.885, 1.0);
      }
    }
  }

  @Test
  void theWayOfTheLogEarnsWhatWasEarned() {
    List<Answer> log = live(OLD, 500, new SplittableRandom(3));

    ExplorationStudy study = ExplorationStudy.of(OLD, log);

    assertThat(study.ips().value()).isEqualTo(study.logged(), within(1e-9));
    assertThat(study.ips().error()).isEqualTo(study.loggedError(), within(1e-9));
    assertThat(study.ips().effective()).isEqualTo(study.places(), within(1e-6));
  }

  @Test
  void choicesByHand() {
    // Places 2 and 3 were open, a chance of 0.2 in all; the third place was explored, theta 0.4.
    List<Shown> answer = List.of(new Shown(0, 1, 5), new Shown(1, 0.9, 2), new Shown(2, 0.04, 3));

    List<Choice> choices =
        new Exploration(0.5, 2, 3).choices(answer, place -> new Expected(place, 10));

    assertThat(choices).hasSize(2);
    assertThat(choices.get(0).wanted()).isEqualTo(0.75, within(1e-12));
    assertThat(choices.get(0).expectedOfNew()).isEqualTo(0.75 * 1 + 0.25 * 10, within(1e-12));
    assertThat(choices.get(1).wanted()).isEqualTo(0.25 * 0.4, within(1e-12));
    assertThat(choices.get(1).expected()).isEqualTo(10);
    // Who only explores the second place leaves what is ranked on the third.
    assertThat(new Exploration(0.5, 2, 2).choices(answer, place -> new Expected(0, 0)))
        .extracting(Choice::wanted)
        .containsExactly(0.5, 0.0);
  }

  @Test
  void refusesWhatTheLogSaysNothingOf() {
    var random = new SplittableRandom(4);
    List<Answer> log = live(OLD, 300, random);

    assertThatThrownBy(() -> ExplorationStudy.of(new Exploration(0.3, 1, 8), log))
        .hasMessageContaining("places 1 to 8 are not all left to chance in the log");
    assertThatThrownBy(() -> ExplorationStudy.of(OLD, live(new Exploration(0, 4, 8), 300, random)))
        .hasMessageContaining("nothing was left to chance", "set explore.share");
    assertThatThrownBy(() -> ExplorationStudy.of(new Exploration(1, 4, 4), live(OLD, 20, random)))
        .hasMessageContaining("choices of that way, and 100 are needed");
    assertThatThrownBy(
            () ->
                ExplorationStudy.of(
                    new Exploration(0.1, 4, 4), live(new Exploration(0.3, 4, 4), 3_000, random)))
        .hasMessageContaining("the mean weight is");
    assertThatThrownBy(() -> new Exploration(1.5, 4, 8)).hasMessageContaining("share is 1.5");
    assertThatThrownBy(() -> new Exploration(0.5, 4, 3)).hasMessageContaining("not falling");
  }
}
