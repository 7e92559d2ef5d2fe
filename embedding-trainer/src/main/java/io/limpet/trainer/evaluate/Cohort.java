package io.limpet.trainer.evaluate;

/**
 * What became of a group: of users with so long a history, or of answers so often met in training.
 *
 * @param family what the group is one of
 * @param label which, {@code 2-4} for one
 * @param outcomes of its questions; where items are grouped, only its items count as right
 */
public record Cohort(Family family, String label, Outcomes outcomes) {
  /** What groups are by. */
  public enum Family {
    /** Interactions in the user's history. */
    HISTORY("interactions in the history"),
    /** Interactions with the answer in training; none makes it a cold one. */
    ITEM("interactions with the answer in training");

    private static final int[] HISTORY_BOUNDS = {1, 4, 9, 19};
    private static final int[] ITEM_BOUNDS = {0, 4, 19};

    private final String title;

    Family(String title) {
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }

    private int[] bounds() {
      return this == HISTORY ? HISTORY_BOUNDS : ITEM_BOUNDS;
    }

    /** How many groups. */
    int groups() {
      return bounds().length + 1;
    }

    /** The group of this number of interactions. */
    int group(int interactions) {
      int group = 0;
      while (group < bounds().length && interactions > bounds()[group]) {
        group++;
      }
      return group;
    }

    /** What a group is called: {@code cold}, {@code 1}, {@code 2-4}, {@code 20+}. */
    String label(int group) {
      int low = group == 0 ? this == HISTORY ? 1 : 0 : bounds()[group - 1] + 1;
      if (group == bounds().length) {
        return low + "+";
      }
      int high = bounds()[group];
      return high == 0 ? "cold" : low == high ? String.valueOf(low) : low + "-" + high;
    }
  }
}
