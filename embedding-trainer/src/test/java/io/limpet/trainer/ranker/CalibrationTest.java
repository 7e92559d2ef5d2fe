package io.limpet.trainer.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.ranking.Task;
import io.limpet.trainer.evaluate.RankingQuality.OfTask;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int SIZE = 20_000;

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void findsTheSlopeAndOffsetThatHitsWereMadeWith() {
    float[] logits = new float[SIZE];
    boolean[] hits = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      logits[i] = (float) (2 * random.nextGaussian());
      hits[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.7 * logits[i] - 3)));
    }
    float[] platt = Calibration.fit(logits, hits);
    assertThat(platt[0]).isCloseTo(0.7f, within(0.07f));
    assertThat(platt[1]).isCloseTo(-3f, within(0.15f));
  }

  @Test
  void givesEverythingTheSameWhereHitsAreFew() {
    float[] logits = new float[1_000];
    boolean[] hits = new boolean[1_000];
    hits[3] = true;
    float[] platt = Calibration.fit(logits, hits);
    assertThat(platt[0]).isZero();
    assertThat(1 / (1 + Math.exp(-platt[1]))).isCloseTo(0.0015, within(1e-5));
  }

  @Test
  void countsPairsInTheRightOrder() {
    double[] p = new double[300];
    boolean[] hits = new boolean[300];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextInt(1, 40) / 40.0;
      hits[i] = random.nextDouble() < p[i];
    }
    double right = 0;
    int pairs = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        if (hits[i] && !hits[j]) {
          pairs++;
          right += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(OfTask.of(Task.VIEW, p, hits).auc()).isCloseTo(right / pairs, within(1e-9));
  }

  @Test
  void measuresHowFarProbabilitiesAreFromTheTruth() {
    double[] p = new double[SIZE];
    double[] doubled = new double[SIZE];
    boolean[] hits = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      p[i] = random.nextDouble(0.01, 0.4);
      doubled[i] = 2 * p[i];
      hits[i] = random.nextDouble() < p[i];
    }
    assertThat(OfTask.of(Task.VIEW, p, hits).error()).isLessThan(0.015);
    assertThat(OfTask.of(Task.VIEW, doubled, hits).error()).isBetween(0.15, 0.25);
  }
}
