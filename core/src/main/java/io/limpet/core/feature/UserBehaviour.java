package io.limpet.core.feature;

import io.limpet.core.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor did: what {@code limpet.features.users} carries. Its features as of a time are
 * {@link UserFeatures}. Immutable and bounded: at most {@link #NAMES} categories and brands, {@link
 * Sessions#KEPT} sessions, and sums as {@link Counts} bounds them. The order in which events arrive
 * makes no difference while no more than that is to be kept.
 *
 * @param visitor user id, or prefixed anonymous id
 * @param counts events by type, pieces, amounts
 * @param interest decayed sums by the kinds below, with a half-life of {@link Decay#MONTH}
 * @param categories weight of categories ({@link EventType#defaultWeight})
 * @param brands weight of brands
 * @param sessions the latest sessions
 * @param times when something was done first and last
 * @param version rises with every change
 */
public record UserBehaviour(
    String visitor,
    Counts counts,
    Series interest,
    Named categories,
    Named brands,
    Sessions sessions,
    Times times,
    long version) {
  /** Categories and brands kept of a visitor. */
  public static final int NAMES = 20;

  /** Kind of {@code interest}: weight of events that showed one, of items with a price. */
  static final int PRICED = 0;

  /** Kind: that weight times the natural logarithm of the price. */
  static final int LOG_PRICE = 1;

  /** Kind: that weight times the square of the logarithm. */
  static final int LOG_PRICE_SQUARED = 2;

  /**
   * When something was done, epoch milliseconds; {@link #NEVER} and {@link Long#MAX_VALUE} for
   * first times where it was not.
   */
  public record Times(
      long first, long last, long lastView, long lastCart, long firstPurchase, long lastPurchase) {
    /** In place of a latest time. */
    public static final long NEVER = 0;

    /** Of somebody who did nothing. */
    public static final Times NONE =
        new Times(Long.MAX_VALUE, NEVER, NEVER, NEVER, Long.MAX_VALUE, NEVER);

    private Times and(Times other) {
      return new Times(
          Math.min(first, other.first),
          Math.max(last, other.last),
          Math.max(lastView, other.lastView),
          Math.max(lastCart, other.lastCart),
          Math.min(firstPurchase, other.firstPurchase),
          Math.max(lastPurchase, other.lastPurchase));
    }

    private Times with(EventType type, long millis) {
      boolean bought = type == EventType.PURCHASE;
      return new Times(
          Math.min(first, millis),
          Math.max(last, millis),
          type == EventType.VIEW_ITEM ? Math.max(lastView, millis) : lastView,
          type == EventType.ADD_TO_CART ? Math.max(lastCart, millis) : lastCart,
          bought ? Math.min(firstPurchase, millis) : firstPurchase,
          bought ? Math.max(lastPurchase, millis) : lastPurchase);
    }
  }

  /** Of somebody never seen. */
  public static UserBehaviour empty(String visitor) {
    return new UserBehaviour(
        visitor, Counts.NONE, Series.empty(), Named.NONE, Named.NONE, Sessions.NONE, Times.NONE, 0);
  }

  /** The behaviour after something more was done. */
  public UserBehaviour with(UserAct act) {
    long millis = act.millis();
    float weight = act.type().defaultWeight();
    return new UserBehaviour(
        visitor,
        counted(act),
        priced(act),
        weighed(categories, act.category(), weight, millis),
        weighed(brands, act.brand(), weight, millis),
        sessions.with(act),
        times.with(act.type(), millis),
        version + 1);
  }

  /** The same, done by somebody else. */
  UserBehaviour by(String other) {
    return new UserBehaviour(other, counts, interest, categories, brands, sessions, times, version);
  }

  /**
   * What this visitor did, and what is another's no more: the same as if all acts of both had been
   * this visitor's, in whatever order and parts they come. That is exact as long as the sum has no
   * more than {@link #NAMES} categories and brands and {@link Sessions#KEPT} sessions; of more,
   * what a part has let go of before is missing.
   */
  public UserBehaviour and(UserBehaviour other) {
    Times both = times.and(other.times);
    return new UserBehaviour(
        visitor,
        counts.and(other.counts),
        Decay.MONTH.sum(interest, other.interest),
        categories.and(other.categories, both.last(), NAMES),
        brands.and(other.brands, both.last(), NAMES),
        sessions.and(other.sessions),
        both,
        version + other.version);
  }

  /** Whether nothing was done. */
  public boolean isEmpty() {
    return version == 0;
  }

  private Counts counted(UserAct act) {
    long millis = act.millis();
    Counts next = act.line() == 0 ? counts.with(act.type().code(), 1, millis) : counts;
    return switch (act.type()) {
      case PURCHASE ->
          next.with(Counts.UNITS, act.quantity(), millis)
              .with(Counts.PAID, Counts.fine(act.paid()), millis);
      case REFUND ->
          next.with(Counts.RETURNED, act.quantity(), millis)
              .with(Counts.REFUNDED, Counts.fine(act.paid()), millis);
      default -> next;
    };
  }

  private Series priced(UserAct act) {
    Double price = act.price();
    float weight = act.type().defaultWeight();
    if (price == null || price <= 0 || weight <= 0) {
      return interest;
    }
    double log = StrictMath.log(price);
    Series next = Decay.MONTH.with(interest, PRICED, weight, act.millis());
    next = Decay.MONTH.with(next, LOG_PRICE, weight * log, act.millis());
    return Decay.MONTH.with(next, LOG_PRICE_SQUARED, weight * log * log, act.millis());
  }

  private static Named weighed(Named names, @Nullable String name, float weight, long millis) {
    return name == null || weight == 0 ? names : names.with(name, weight, millis, NAMES);
  }
}
