package io.limpet.trainer.predict;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.VisitorFolds;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import io.limpet.core.prediction.BgNbd;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.GammaGamma;
import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.core.prediction.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Examples of what visitors did next, each with what was known at its moment and nothing later: the
 * behaviour is folded event by event, as the stream does, and goes over to the user at a sign-in. A
 * sign-in is a moment of the user's. Of *cuts*, a week apart, each known user is an example of
 * coming back, churn, value and category; of each event its visitor is one of the next action.
 * Anonymous visitors are none of a cut: they are not met again under the same name.
 */
final class Moments {
  static final long DAY = 86_400_000L;

  /** Earlier there is too little behind a cut. */
  private static final int FIRST_DAYS = 28;

  private static final int MOST_CATEGORIES = 24;

  /** So many days are learned from, validated by and tested on. */
  static final int FEWEST_DAYS = FIRST_DAYS + 7 + 3 * Predictor.VALUE_DAYS;

  private final List<CleanEvent> events;
  private final Map<String, Listing> listings;
  private final List<String> categories;
  private final Map<String, List<Event>> ofVisitor = new HashMap<>();
  private final long begin;
  private final long end;

  /**
   * @param events in any order
   * @param listings of the catalogue, by item id
   */
  Moments(List<CleanEvent> events, Map<String, Listing> listings) {
    this.events = new ArrayList<>(events);
    this.events.sort(Comparator.comparingLong(clean -> clean.event().timestampMillis()));
    this.listings = listings;
    for (CleanEvent clean : this.events) {
      ofVisitor
          .computeIfAbsent(clean.event().visitor(), visitor -> new ArrayList<>())
          .add(clean.event());
    }
    this.begin = this.events.getFirst().event().timestampMillis();
    this.end = (this.events.getLast().event().timestampMillis() / DAY + 1) * DAY;
    this.categories = categories();
  }

  /** The top categories by lines of events. */
  private List<String> categories() {
    Map<String, Integer> lines = new TreeMap<>();
    for (CleanEvent clean : events) {
      for (LineItem item : clean.event().items()) {
        String category = listing(item.itemId()).category();
        if (category != null) {
          lines.merge(category, 1, Integer::sum);
        }
      }
    }
    return lines.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_CATEGORIES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Listing listing(String itemId) {
    return listings.getOrDefault(itemId, Listing.NONE);
  }

  List<String> names() {
    return categories;
  }

  /** When the test begins: so long before the end that the value of its first cut is known. */
  long test() {
    return end - Predictor.VALUE_DAYS * DAY;
  }

  /** When validation begins. */
  long validation() {
    return test() - Predictor.VALUE_DAYS * DAY;
  }

  /** When the data ends. */
  long end() {
    return end;
  }

  /** Whether there are weeks before validation to learn a value from. */
  boolean isEnough() {
    return end - begin >= FEWEST_DAYS * DAY;
  }

  /** Days from the first event to the end. */
  long days() {
    return (end - begin) / DAY;
  }

  /**
   * An example.
   *
   * @param x row of {@link PredictionInputs}
   * @param action number of the next action, or -1 of a cut
   * @param nextAt when the visitor next did something with items of known categories, epoch
   *     milliseconds
   * @param next shares of the categories in that, null if it never came
   * @param returns whether anything was done within the days of coming back
   * @param churns whether nothing was done within the days of churn
   * @param value paid less paid back within the days of value, 0 or above
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
  record Example(
      String visitor,
      long at,
      float[] x,
      int action,
      long nextAt,
      float @Nullable [] next,
      boolean returns,
      boolean churns,
      double value) {
    /** Share of a category in what came next. */
    float share(int category) {
      return next == null ? 0 : next[category];
    }

    boolean isCut() {
      return action < 0;
    }

    boolean knowsAction(long before) {
      return !isCut() && at + Predictor.SESSION_MILLIS <= before;
    }

    boolean knowsCategory(long before) {
      return next != null && nextAt < before && nextAt - at <= 30 * DAY;
    }

    boolean knowsReturn(long before) {
      return isCut() && at + Predictor.RETURN_DAYS * DAY <= before;
    }

    boolean knowsChurn(long before) {
      return isCut() && at + Predictor.CHURN_DAYS * DAY <= before;
    }

    boolean knowsValue(long before) {
      return isCut() && at + Predictor.VALUE_DAYS * DAY <= before;
    }
  }

  /**
   * All examples, oldest first.
   *
   * @param buying that they are told of, fitted to what is before the first of validation
   */
  List<Example> examples(Buying buying) {
    TreeSet<Long> cuts = new TreeSet<>();
    for (long at = test(); at < end; at += 7 * DAY) {
      cuts.add(at);
    }
    for (long at = validation(); at < test(); at += 7 * DAY) {
      cuts.add(at);
    }
    for (long at = validation(); at >= begin + FIRST_DAYS * DAY; at -= 7 * DAY) {
      cuts.add(at);
    }
    VisitorFolds known = new VisitorFolds();
    Map<String, Integer> done = new HashMap<>();
    List<Example> all = new ArrayList<>();
    for (CleanEvent clean : events) {
      Event event = clean.event();
      while (!cuts.isEmpty() && cuts.first() <= event.timestampMillis()) {
        cut(cuts.pollFirst(), buying, known, done, all);
      }
      String owner = event.visitor();
      if (event.items().isEmpty()) {
        owner = known.take(UserAct.of(clean));
      }
      for (ItemAct act : ItemAct.of(clean)) {
        owner = known.take(UserAct.of(act, listing(act.itemId())));
      }
      done.merge(event.visitor(), 1, Integer::sum);
      int next = done.getOrDefault(owner, 0);
      all.add(example(known.of(owner), event.timestampMillis(), buying, next, true));
    }
    while (!cuts.isEmpty()) {
      cut(cuts.pollFirst(), buying, known, done, all);
    }
    return all;
  }

  private void cut(
      long at, Buying buying, VisitorFolds known, Map<String, Integer> done, List<Example> to) {
    known.forEachUser(
        (user, behaviour) ->
            to.add(example(behaviour, at, buying, done.getOrDefault(user, 0), false)));
  }

  /**
   * @param from number of the first of the visitor's events that is not known yet
   */
  private Example example(
      UserBehaviour behaviour, long at, Buying buying, int from, boolean isMoment) {
    List<Event> own = ofVisitor.getOrDefault(behaviour.visitor(), List.of());
    double value = 0;
    float[] next = null;
    long nextAt = Long.MAX_VALUE;
    for (int i = from; i < own.size(); i++) {
      Event event = own.get(i);
      if (event.timestampMillis() < at + Predictor.VALUE_DAYS * DAY) {
        value += worth(event);
      }
      if (next == null) {
        next = shares(event);
        nextAt = event.timestampMillis();
      }
    }
    long wait = from < own.size() ? own.get(from).timestampMillis() - at : Long.MAX_VALUE;
    return new Example(
        behaviour.visitor(),
        at,
        PredictionInputs.all(buying, categories).row(behaviour, at),
        isMoment ? action(own, from, at).ordinal() : -1,
        nextAt,
        next,
        wait < Predictor.RETURN_DAYS * DAY,
        wait >= Predictor.CHURN_DAYS * DAY,
        Math.max(0, value));
  }

  private static NextAction action(List<Event> own, int from, long at) {
    for (int i = from; i < own.size(); i++) {
      if (own.get(i).timestampMillis() - at > Predictor.SESSION_MILLIS) {
        break;
      }
      var action = NextAction.of(own.get(i).type());
      if (action.isPresent()) {
        return action.get();
      }
    }
    return NextAction.LEAVE;
  }

  /** What a purchase brings, or a refund takes. */
  static double worth(Event event) {
    double sum = 0;
    for (LineItem item : event.items()) {
      sum += item.price() == null ? 0 : item.price() * item.quantity();
    }
    return switch (event.type()) {
      case PURCHASE -> sum;
      case REFUND -> -sum;
      default -> 0;
    };
  }

  private float @Nullable [] shares(Event event) {
    if (!event.type().isInterest() && event.type() != EventType.PURCHASE) {
      return null;
    }
    float[] shares = new float[categories.size()];
    float sum = 0;
    for (LineItem item : event.items()) {
      int category = categories.indexOf(listing(item.itemId()).category());
      if (category >= 0) {
        shares[category]++;
        sum++;
      }
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= Math.max(1, sum);
    }
    return sum == 0 ? null : shares;
  }

  /** What was done before a time, by whose it was then. */
  private Map<String, List<Event>> owned(long before) {
    Map<String, List<SignIn>> signIns = new HashMap<>();
    for (CleanEvent clean : events) {
      Event event = clean.event();
      if (event.timestampMillis() < before && event.type() == EventType.IDENTIFY) {
        signIns.computeIfAbsent(event.visitor(), of -> new ArrayList<>()).add(SignIn.of(clean));
      }
    }
    Map<String, SignIns> ofDevice = new HashMap<>();
    signIns.forEach((device, all) -> ofDevice.put(device, SignIns.ofAll(all)));
    Map<String, List<Event>> owned = new HashMap<>();
    for (CleanEvent clean : events) {
      Event event = clean.event();
      if (event.timestampMillis() < before) {
        String owner =
            ofDevice
                .getOrDefault(event.visitor(), SignIns.none())
                .next(event.timestampMillis(), clean.receivedMillis())
                .map(SignIn::user)
                .orElse(event.visitor());
        owned.computeIfAbsent(owner, of -> new ArrayList<>()).add(event);
      }
    }
    return owned;
  }

  /**
   * What each known user had bought before a time, for the baseline; what was bought on a device
   * before a sign-in, too.
   */
  Map<String, Purchases> purchases(long before) {
    Map<String, Purchases> all = new HashMap<>();
    owned(before)
        .forEach(
            (visitor, own) -> {
              TreeMap<Long, Double> days = new TreeMap<>();
              double paid = 0;
              for (Event event : own) {
                paid += worth(event);
                if (event.type() == EventType.PURCHASE) {
                  days.merge(event.timestampMillis() / DAY, 1.0, Double::sum);
                }
              }
              if (!days.isEmpty() && !Event.isAnonymous(visitor)) {
                double first = days.firstKey();
                all.put(
                    visitor,
                    new Purchases(
                        new BgNbd.Customer(
                            days.size() - 1, days.lastKey() - first, before / (double) DAY - first),
                        new GammaGamma.Paid(days.size(), Math.max(0.01, paid / days.size()))));
              }
            });
    return all;
  }

  /** The likeliest models of what was bought before a time. */
  Buying buying(long before) {
    List<BgNbd.Customer> customers = new ArrayList<>();
    List<GammaGamma.Paid> paid = new ArrayList<>();
    for (Purchases of : purchases(before).values()) {
      customers.add(of.customer());
      paid.add(of.paid());
    }
    return BuyingFit.of(customers, paid);
  }

  /** A user's purchases, days with several counted once, times in days. */
  record Purchases(BgNbd.Customer customer, GammaGamma.Paid paid) {}

  @Override
  public String toString() {
    return "%,d events of %,d visitors in %d days, categories %s"
        .formatted(events.size(), ofVisitor.size(), days(), Arrays.toString(categories.toArray()));
  }
}
