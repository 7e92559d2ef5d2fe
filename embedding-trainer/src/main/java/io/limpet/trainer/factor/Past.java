package io.limpet.trainer.factor;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.UserProfile;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;

/**
 * What a history says of a user: its distinct items, latest first, with weights. At most {@link
 * UserProfile#RECENT} items, as many as a profile keeps. Used over and over by one thread.
 *
 * <pre>
 *   weight(j) = step^(how many later items there are) sqrt(strength of j, as in {@link Likes})
 * </pre>
 */
public final class Past {
  private final double step;
  private final boolean[] known;
  private final int[] placeOf;
  final int[] items = new int[UserProfile.RECENT];
  final float[] weights = new float[UserProfile.RECENT];
  int size;

  /**
   * Looks at these items only.
   *
   * @param known by item
   * @param step in (0, 1]
   */
  public Past(boolean[] known, double step) {
    this.known = known;
    this.step = step;
    this.placeOf = new int[known.length];
    Arrays.fill(placeOf, -1);
  }

  /** Reads another history. */
  public Past read(History history) {
    for (int i = 0; i < size; i++) {
      placeOf[items[i]] = -1;
    }
    size = 0;
    Interactions rows = history.rows();
    for (int row = history.to() - 1; row >= history.from() && size < items.length; row--) {
      int item = rows.item(row);
      if (rows.isInterest(row) && known[item] && placeOf[item] < 0) {
        placeOf[item] = size;
        weights[size] = 0;
        items[size++] = item;
      }
    }
    for (int row = history.from(); row < history.to(); row++) {
      int place = placeOf[rows.item(row)];
      if (place >= 0) {
        weights[place] += EventType.ofCode(rows.type(row)).defaultWeight();
      }
    }
    double recency = 1;
    for (int i = 0; i < size; i++) {
      weights[i] = (float) (recency * Math.sqrt(Math.max(Likes.LEAST, weights[i])));
      recency *= step;
    }
    return this;
  }

  /** How many items there are. */
  public int size() {
    return size;
  }

  /** The i-th item, 0 the latest. */
  public int item(int i) {
    return items[i];
  }

  /** Its weight. */
  public float weight(int i) {
    return weights[i];
  }
}
