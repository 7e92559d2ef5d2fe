package io.limpet.search.index;

import java.util.Comparator;
import java.util.List;

/**
 * Which segments are to become one: one, and all that are smaller, once the rows of those and its
 * own deleted ones are as many as its live ones. So every segment that stays has more live rows
 * than all smaller ones together: with each added the smallest possible sum doubles, and a million
 * items are in 20 segments at most, in about 7 if each was written of ten thousand. A row is
 * written again only into a segment of about twice the size, so about as often.
 *
 * <p>Also what was written at once and is large enough for a graph is due: a catalogue that came
 * while something else was merged would be swept for long.
 */
final class MergePlan {
  private MergePlan() {}

  /**
   * What is known of a segment.
   *
   * @param name by which the files know it
   * @param live rows
   * @param deleted rows
   * @param asWritten whether it is as changes were written, without a graph, and never was merged
   */
  record Size(String name, int live, int deleted, boolean asWritten) {}

  /**
   * The segments that are to become one; none if all may stay.
   *
   * @param graphFrom live rows from which a segment is to have a graph
   */
  static List<Size> due(List<Size> segments, int graphFrom) {
    List<Size> largestFirst =
        segments.stream()
            .sorted(Comparator.comparingInt(Size::live).reversed().thenComparing(Size::name))
            .toList();
    long smaller = largestFirst.stream().mapToLong(Size::live).sum();
    for (int i = 0; i < largestFirst.size(); i++) {
      Size segment = largestFirst.get(i);
      smaller -= segment.live();
      boolean many =
          smaller + segment.deleted() > 0 && smaller + segment.deleted() >= segment.live();
      if (many || (segment.asWritten() && segment.live() >= graphFrom)) {
        return largestFirst.subList(i, largestFirst.size());
      }
    }
    return List.of();
  }
}
