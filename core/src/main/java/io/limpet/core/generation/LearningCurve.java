package io.limpet.core.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, epoch by epoch.
 *
 * @param label what was trained, among other things tried; the pace or the kind of cell for one
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
   * @param loss mean loss on what is learned from, or, where the label says so, on what is held
   *     out; null if it is not known
   * @param score what the model's judge said of it on validation, higher is better; null if it was
   *     not asked
   */
  public record Point(int epoch, @Nullable Double loss, @Nullable Double score) {}
}
