package io.limpet.core.survey;

import io.limpet.core.event.SurveyKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How often a question was shown, and what was answered.
 *
 * @param asked times it was shown, as far as the shop says
 * @param answers answers given
 * @param comments answers with words
 * @param values answers by value, from the kind's lowest; empty for words alone
 */
public record SurveyCounts(long asked, long answers, long comments, List<Long> values) {
  public SurveyCounts {
    values = List.copyOf(values);
  }

  /** Nothing yet. */
  public static SurveyCounts none(SurveyKind kind) {
    int values = kind.hasValue() ? kind.most() - kind.least() + 1 : 0;
    return new SurveyCounts(0, 0, 0, Collections.nCopies(values, 0L));
  }

  /** With the question shown once more. */
  public SurveyCounts asking() {
    return new SurveyCounts(asked + 1, answers, comments, values);
  }

  /**
   * With one more answer.
   *
   * @param at place of its value in {@code values}, passed over where there are none
   * @param comment whether it has words
   */
  public SurveyCounts answered(int at, boolean comment) {
    List<Long> next = new ArrayList<>(values);
    if (!next.isEmpty()) {
      next.set(at, next.get(at) + 1);
    }
    return new SurveyCounts(asked, answers + 1, comment ? comments + 1 : comments, next);
  }

  /** Both together; of the same kind. */
  public SurveyCounts plus(SurveyCounts other) {
    List<Long> sum = new ArrayList<>(values);
    for (int i = 0; i < sum.size(); i++) {
      sum.set(i, sum.get(i) + other.values.get(i));
    }
    return new SurveyCounts(
        asked + other.asked, answers + other.answers, comments + other.comments, sum);
  }
}
