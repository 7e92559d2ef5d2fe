package io.limpet.core.feature;

import io.limpet.core.event.EventType;

/**
 * What everybody did with an item: what {@code limpet.features.items} carries. Its features as of a
 * time are {@link ItemFeatures}. Immutable and bounded: at most {@link #COMPANIONS} names a list,
 * and sums as {@link Counts} bounds them. The order in which anything arrives makes no difference
 * while there are no more companions than are kept.
 *
 * @param itemId which item
 * @param listing what the catalogue says of it
 * @param counts lines of events by type, pieces, amounts, examined impressions
 * @param fast weights of events ({@link EventType#defaultWeight}), halved every day
 * @param slow the same, halved every week
 * @param viewedWith items that were viewed in the same sessions
 * @param boughtWith items that were bought in the same purchases
 * @param firstMillis time of the earliest event, {@link Long#MAX_VALUE} before there is one
 * @param lastMillis time of the latest, 0 before there is one
 * @param version rises with every change
 */
public record ItemBehaviour(
    String itemId,
    Listing listing,
    Counts counts,
    Series fast,
    Series slow,
    Named viewedWith,
    Named boughtWith,
    long firstMillis,
    long lastMillis,
    long version) {
  /** Companions kept in each list. */
  public static final int COMPANIONS = 32;

  /** Of an item that nothing happened to. */
  public static ItemBehaviour empty(String itemId) {
    return new ItemBehaviour(
        itemId,
        Listing.NONE,
        Counts.NONE,
        Series.empty(),
        Series.empty(),
        Named.NONE,
        Named.NONE,
        Long.MAX_VALUE,
        0,
        0);
  }

  /** The behaviour after something was done to the item. */
  public ItemBehaviour with(ItemAct act, PositionCurve curve) {
    long millis = act.millis();
    Double paid = act.paid();
    Double price = act.price() == null ? listing.price() : act.price();
    double amount = paid != null ? paid : price == null ? 0 : price * act.quantity();
    float weight = act.type().defaultWeight();
    return new ItemBehaviour(
        itemId,
        listing,
        counted(act, amount, curve),
        Decay.DAY.with(fast, 0, weight, millis),
        Decay.WEEK.with(slow, 0, weight, millis),
        viewedWith,
        boughtWith,
        Math.min(firstMillis, millis),
        Math.max(lastMillis, millis),
        version + 1);
  }

  private Counts counted(ItemAct act, double amount, PositionCurve curve) {
    long millis = act.millis();
    Counts next = counts.with(act.type().code(), 1, millis);
    Integer position = act.position();
    return switch (act.type()) {
      case VIEW_ITEM_LIST ->
          next.with(
              Counts.EXAMINED,
              Counts.fine(curve.examined(position == null ? act.line() : position)),
              millis);
      case PURCHASE ->
          next.with(Counts.UNITS, act.quantity(), millis)
              .with(Counts.PAID, Counts.fine(amount), millis);
      case REFUND ->
          next.with(Counts.RETURNED, act.quantity(), millis)
              .with(Counts.REFUNDED, Counts.fine(amount), millis);
      default -> next;
    };
  }

  /** The behaviour after the item was met together with others. */
  public ItemBehaviour with(Companions met) {
    boolean bought = met.kind() == Companions.Kind.BOUGHT;
    return new ItemBehaviour(
        itemId,
        listing,
        counts,
        fast,
        slow,
        bought ? viewedWith : viewedWith.with(met.others(), 1, met.millis(), COMPANIONS),
        bought ? boughtWith.with(met.others(), 1, met.millis(), COMPANIONS) : boughtWith,
        firstMillis,
        lastMillis,
        version + 1);
  }

  /** The behaviour with what the catalogue says now; what it said earlier changes nothing. */
  public ItemBehaviour with(Listing newer) {
    return newer.updatedMillis() < listing.updatedMillis() || newer.equals(listing)
        ? this
        : new ItemBehaviour(
            itemId,
            newer,
            counts,
            fast,
            slow,
            viewedWith,
            boughtWith,
            firstMillis,
            lastMillis,
            version + 1);
  }

  /** The behaviour of an item that the catalogue no longer knows. */
  public ItemBehaviour unlisted() {
    return listing.equals(Listing.NONE)
        ? this
        : new ItemBehaviour(
            itemId,
            Listing.NONE,
            counts,
            fast,
            slow,
            viewedWith,
            boughtWith,
            firstMillis,
            lastMillis,
            version + 1);
  }

  /** Whether anything was ever done with the item. */
  public boolean isKnown() {
    return lastMillis > 0;
  }
}
