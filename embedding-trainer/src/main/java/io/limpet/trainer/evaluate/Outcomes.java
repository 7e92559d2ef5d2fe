package io.limpet.trainer.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * How each question went, in eight bytes: which of the first {@link #DEPTH} ranks were right, and
 * how many items would have been. Every {@link Metric} of every user follows from it, so that two
 * models that answered the same questions can be compared user by user. Immutable.
 *
 * <p>A model that was trained with several seeds has one set of hits a seed; its value for a user
 * is the mean over them.
 */
public final class Outcomes {
  /** How far down a list is looked at. */
  public static final int DEPTH = 20;

  private final int[] relevant;
  private final List<int[]> hits;

  private Outcomes(int[] relevant, List<int[]> hits) {
    this.relevant = relevant;
    this.hits = hits;
  }

  /**
   * The outcomes of one training.
   *
   * @param relevant by question, how many items would have been right, at least 1
   * @param hits by question, bit r - 1 is set when rank r was right
   */
  public static Outcomes of(int[] relevant, int[] hits) {
    if (relevant.length != hits.length) {
      throw new IllegalArgumentException(
          "%d questions, but %d answers".formatted(relevant.length, hits.length));
    }
    return new Outcomes(relevant.clone(), List.of(hits.clone()));
  }

  /**
   * Several trainings of one model, all with the same questions.
   *
   * @throws IllegalArgumentException when the questions differ
   */
  public static Outcomes joined(List<Outcomes> trainings) {
    Outcomes first = trainings.getFirst();
    for (Outcomes other : trainings) {
      if (!first.asksTheSameAs(other)) {
        throw new IllegalArgumentException("the trainings did not answer the same questions");
      }
    }
    return new Outcomes(
        first.relevant, trainings.stream().flatMap(of -> of.hits.stream()).toList());
  }

  /** How many questions. */
  public int size() {
    return relevant.length;
  }

  /** Whether the questions could be the same: as many, with as many right items each. */
  public boolean asksTheSameAs(Outcomes other) {
    return Arrays.equals(relevant, other.relevant);
  }

  /** The metric of every question. */
  public double[] values(Metric metric) {
    double[] values = new double[size()];
    for (int[] training : hits) {
      for (int i = 0; i < values.length; i++) {
        values[i] += metric.of(training[i], relevant[i]);
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= hits.size();
    }
    return values;
  }

  /** The mean of the metric, 0 if there is no question. */
  public double mean(Metric metric) {
    return size() == 0 ? 0 : Arrays.stream(values(metric)).sum() / size();
  }

  /** Only these questions, in this order. */
  public Outcomes only(int[] questions) {
    return new Outcomes(
        picked(relevant, questions), hits.stream().map(of -> picked(of, questions)).toList());
  }

  private static int[] picked(int[] from, int[] at) {
    return Arrays.stream(at).map(i -> from[i]).toArray();
  }
}
