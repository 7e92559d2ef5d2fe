package io.limpet.core.feature;

import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * THE list of the features of visitors, in one order. Windows are those of {@link Window}, days are
 * of 24 hours, amounts are in the currency of the events.
 */
public final class UserFeatures {
  private static final double DAY = 86_400_000;

  private static final List<Measure<UserBehaviour>> ALL = all();

  private UserFeatures() {}

  /** The features in their order. */
  public static List<Measure<UserBehaviour>> list() {
    return ALL;
  }

  /**
   * All features of a visitor as of a time.
   *
   * @param atMillis epoch milliseconds, not before the latest event in the behaviour
   * @return in the order of {@link #list()}, NaN where something is not known
   */
  public static double[] values(UserBehaviour behaviour, long atMillis) {
    return ALL.stream().mapToDouble(measure -> measure.at(behaviour, atMillis)).toArray();
  }

  private static List<Measure<UserBehaviour>> all() {
    List<Measure<UserBehaviour>> all = new ArrayList<>();
    recency(all);
    for (Window window : Window.values()) {
      frequency(all, window);
    }
    add(all, "days_between_orders", "mean, NaN with fewer than two", UserFeatures::betweenOrders);
    add(all, "return_rate", "pieces given back of those bought, smoothed", UserFeatures::returns);
    add(
        all,
        "price",
        "geometric mean of prices of interest, decayed",
        (of, at) -> Math.exp(logPrice(of, at)));
    add(all, "price_spread", "standard deviation of their logarithm", UserFeatures::priceSpread);
    add(
        all,
        "category_focus",
        "share of the strongest category in all interest",
        (of, at) -> focus(of.categories(), at));
    add(
        all,
        "brand_focus",
        "share of the strongest brand in all interest",
        (of, at) -> focus(of.brands(), at));
    add(
        all,
        "session_depth",
        "events a session, mean of the last 8",
        (of, at) -> of.sessions().depth());
    add(
        all,
        "dwell_seconds",
        "seconds an event, mean of the last 8 sessions",
        (of, at) -> of.sessions().dwellSeconds());
    return List.copyOf(all);
  }

  private static void recency(List<Measure<UserBehaviour>> all) {
    add(all, "days_known", "since the first event", (of, at) -> days(of.times().first(), at));
    add(all, "days_since_event", "since the latest", (of, at) -> days(of.times().last(), at));
    add(all, "days_since_view", "since the latest", (of, at) -> days(of.times().lastView(), at));
    add(all, "days_since_cart", "since the latest", (of, at) -> days(of.times().lastCart(), at));
    add(
        all,
        "days_since_order",
        "since the latest",
        (of, at) -> days(of.times().lastPurchase(), at));
  }

  private static void frequency(List<Measure<UserBehaviour>> all, Window window) {
    String end = "_" + window.label();
    add(all, "events" + end, "events of any type", (of, at) -> of.counts().events(window, at));
    count(all, "views" + end, EventType.VIEW_ITEM, window);
    count(all, "carts" + end, EventType.ADD_TO_CART, window);
    count(all, "searches" + end, EventType.SEARCH, window);
    count(all, "orders" + end, EventType.PURCHASE, window);
    add(all, "units" + end, "pieces bought", (of, at) -> of.counts().of(Counts.UNITS, window, at));
    add(
        all,
        "spend" + end,
        "paid less what was paid back",
        (of, at) ->
            of.counts().amount(Counts.PAID, window, at)
                - of.counts().amount(Counts.REFUNDED, window, at));
  }

  private static void count(
      List<Measure<UserBehaviour>> all, String name, EventType type, Window window) {
    add(all, name, type.wireName() + " events", (of, at) -> of.counts().of(type, window, at));
  }

  private static void add(
      List<Measure<UserBehaviour>> all,
      String name,
      String meaning,
      Measure.Computed<UserBehaviour> of) {
    all.add(new Measure<>(name, meaning, of));
  }

  /** Since a time; NaN if it never was. */
  private static double days(long millis, long atMillis) {
    return millis == UserBehaviour.Times.NEVER || millis == Long.MAX_VALUE
        ? Double.NaN
        : (atMillis - millis) / DAY;
  }

  private static double betweenOrders(UserBehaviour of, long atMillis) {
    long orders = of.counts().of(EventType.PURCHASE, Window.EVER, atMillis);
    return orders < 2
        ? Double.NaN
        : (of.times().lastPurchase() - of.times().firstPurchase()) / DAY / (orders - 1);
  }

  private static double returns(UserBehaviour of, long atMillis) {
    return Smoothing.RETURNS.rate(
        of.counts().of(Counts.RETURNED, Window.EVER, atMillis),
        of.counts().of(Counts.UNITS, Window.EVER, atMillis));
  }

  private static double logPrice(UserBehaviour of, long atMillis) {
    double weight = Decay.MONTH.at(of.interest(), UserBehaviour.PRICED, atMillis);
    return weight <= 0
        ? Double.NaN
        : Decay.MONTH.at(of.interest(), UserBehaviour.LOG_PRICE, atMillis) / weight;
  }

  private static double priceSpread(UserBehaviour of, long atMillis) {
    double weight = Decay.MONTH.at(of.interest(), UserBehaviour.PRICED, atMillis);
    double mean = logPrice(of, atMillis);
    double square = Decay.MONTH.at(of.interest(), UserBehaviour.LOG_PRICE_SQUARED, atMillis);
    return weight <= 0 ? Double.NaN : Math.sqrt(Math.max(0, square / weight - mean * mean));
  }

  private static double focus(Named names, long atMillis) {
    return names.strongest(1, atMillis).stream()
        .mapToDouble(of -> names.share(of.name(), atMillis))
        .findFirst()
        .orElse(0);
  }
}
