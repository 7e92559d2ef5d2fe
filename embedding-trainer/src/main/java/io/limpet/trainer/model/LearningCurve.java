package io.limpet.trainer.model;

import java.util.List;

/**
 * How a training went, for the report: the models that learn epoch by epoch hand it over with their
 * {@link Model.Choice}.
 *
 * @param label what was trained, among other things tried; the pace or the dimensions for one
 * @param points one an epoch, in order
 */
public record LearningCurve(String label, List<Point> points) {
  public LearningCurve {
    points = List.copyOf(points);
  }

  /**
   * One epoch.
   *
   * @param epoch from 1
   * @param loss mean loss on what is learned from; NaN if it is not known
   * @param score what the model's judge said of it on validation; NaN if it was not asked
   */
  public record Point(int epoch, double loss, double score) {}
}
