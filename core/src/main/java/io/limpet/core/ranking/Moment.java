package io.limpet.core.ranking;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.UserProfile;
import java.util.List;

/**
 * Who asks, and when. Nothing in it may come from after the question.
 *
 * @param history what the visitor did, oldest first; the last {@link UserProfile#RECENT} count
 * @param leaders whom trends and popularity are held against
 * @param nowMillis of the question, epoch milliseconds
 */
public record Moment(List<Past> history, Leaders leaders, long nowMillis) {

  public Moment {
    history =
        List.copyOf(
            history.subList(Math.max(0, history.size() - UserProfile.RECENT), history.size()));
  }

  /**
   * Something that the visitor did.
   *
   * @param item with what
   * @param type what it was
   * @param millis when, epoch milliseconds
   */
  public record Past(ItemFacts item, EventType type, long millis) {}

  /**
   * The strongest in the shop.
   *
   * @param logTrend the highest {@link io.limpet.core.signal.ItemSignals#logTrend()}
   * @param popularity the highest {@link io.limpet.core.signal.ItemSignals#popularity()}
   */
  public record Leaders(double logTrend, double popularity) {
    /** Of a shop in which nothing happened. */
    public static final Leaders NONE = new Leaders(Double.NEGATIVE_INFINITY, 0);
  }
}
