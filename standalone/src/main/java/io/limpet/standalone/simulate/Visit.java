package io.limpet.standalone.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One visit to the shop: shelf after shelf until the shopper has had enough, then perhaps an order.
 *
 * <p>Places are looked at with a probability that falls with them, apart from what stands there
 * (position-based model: Craswell et al., WSDM 2008); of what was looked at, and of clicking
 * nothing, one is chosen in proportion to e to its worth (multinomial logit: McFadden 1974). How
 * well a shelf serves is the probability with which it is clicked: a growing function of the
 * logit's expected worth.
 */
final class Visit {
  private static final int PAGES = 8;
  private static final int BROWSED_PAGES = 4;
  private static final int PAGE = 12;
  private static final double LEAST_SECONDS = 4;
  private static final double MORE_SECONDS = 20;

  /** How long somebody thinks, on average. */
  static final double MEAN_SECONDS = LEAST_SECONDS + MORE_SECONDS / 2;

  private final Assumptions assumptions;
  private final Shop shop;
  private final Pace pace;
  private final Memory memory;
  private final Taste taste;
  private final Dice dice;
  private final Shopper who;
  private final int number;
  private final int day;
  private final String session;
  private final List<Offer> cart = new ArrayList<>();
  private final List<Double> recommended = new ArrayList<>();
  private String arm;
  private double second;

  /**
   * @param number of the shopper
   * @param when the part of the day at which it begins
   */
  Visit(
      Assumptions assumptions,
      Shop shop,
      Pace pace,
      Memory memory,
      Taste taste,
      Dice dice,
      Shopper who,
      int number,
      int day,
      double when) {
    this.assumptions = assumptions;
    this.shop = shop;
    this.pace = pace;
    this.memory = memory;
    this.taste = taste;
    this.dice = dice;
    this.who = who;
    this.number = number;
    this.day = day;
    this.session = who.id() + "-d" + day;
    this.second = 86_400 * when;
    this.arm = who.surface();
  }

  /**
   * What came of it.
   *
   * @param served how well the shelves served, their mean, 0 to 1
   * @param pages shelves looked at
   * @param clicks items opened
   * @param spent worth of what was bought
   * @param bought pieces bought
   * @param arm that served: of the shop's experiment, if one decided, else the surface
   * @param recommended how well each shelf served that was recommended, in their order
   */
  record Result(
      double served,
      int pages,
      int clicks,
      double spent,
      int bought,
      String arm,
      List<Double> recommended) {}

  Result run() throws InterruptedException {
    double served = 0;
    int pages = 0;
    int clicks = 0;
    double last;
    do {
      think();
      Shelf shelf = look(pages);
      last = served(shelf);
      clicks += page(shelf) ? 1 : 0;
      served += last;
      pages++;
    } while (pages < PAGES && dice.happens(assumptions.goesOnAfter(pages, last)));
    boolean buys = dice.happens(assumptions.buys()) && !cart.isEmpty();
    double spent = buys ? buy() : 0;
    return new Result(
        served / pages, pages, clicks, spent, buys ? cart.size() : 0, arm, recommended);
  }

  /** The first shelf is what the shop recommends; later ones may be of a favourite category. */
  private Shelf look(int pages) {
    boolean isRecommended = pages == 0 || dice.happens(assumptions.looks());
    String favourite = taste.favourites().get(dice.below(taste.favourites().size()));
    int offset = PAGE * dice.below(BROWSED_PAGES);
    return isRecommended ? recommend() : shop.browse(favourite, offset);
  }

  private Shelf recommend() {
    Shelf shelf = shop.recommended(who, who.surface());
    arm = shelf.arm().isEmpty() ? arm : shelf.arm();
    recommended.add(served(shelf));
    return shelf;
  }

  /** The worth of an offer now. */
  private double worth(Offer offer) {
    return memory.isBought(number, offer.itemId())
        ? Double.NEGATIVE_INFINITY
        : taste.worth(offer) - assumptions.boredom() * memory.timesShown(number, offer.itemId());
  }

  private double attention(int place) {
    return Math.pow(place + 1.0, -assumptions.attention());
  }

  /** How well a shelf serves, 0 to 1: expected over what may be looked at, so without chance. */
  private double served(Shelf shelf) {
    double sum = 0;
    for (int place = 0; place < shelf.offers().size(); place++) {
      sum += attention(place) * Math.exp(worth(shelf.offers().get(place)));
    }
    return sum / (sum + Math.exp(assumptions.nothing()));
  }

  /** Looks at a shelf, chooses, and tells the shop; says whether something was opened. */
  private boolean page(Shelf shelf) throws InterruptedException {
    if (shelf.offers().isEmpty()) {
      return false;
    }
    List<Act> acts = new ArrayList<>();
    acts.add(act("view_item_list", shelf.offers(), shelf, -1, null, Map.of()));
    int place = choose(shelf.offers());
    shelf.offers().forEach(offer -> memory.show(number, offer.itemId()));
    if (place >= 0) {
      Offer chosen = shelf.offers().get(place);
      think();
      acts.add(act("select_item", List.of(chosen), shelf, place, null, Map.of()));
      acts.add(act("view_item", List.of(chosen), shelf, place, null, Map.of()));
      if (dice.happens(assumptions.cartAt(taste.worth(chosen))) && !cart.contains(chosen)) {
        think();
        cart.add(chosen);
        acts.add(act("add_to_cart", List.of(chosen), shelf, place, null, Map.of()));
      }
    }
    shop.report(who, session, acts);
    return place >= 0;
  }

  /** The place chosen, -1 for none. */
  private int choose(List<Offer> offers) {
    double[] weights = new double[offers.size()];
    double all = Math.exp(assumptions.nothing());
    for (int place = 0; place < weights.length; place++) {
      if (dice.happens(attention(place))) {
        weights[place] = Math.exp(worth(offers.get(place)));
        all += weights[place];
      }
    }
    double at = dice.uniform() * all;
    for (int place = 0; place < weights.length; place++) {
      at -= weights[place];
      if (at < 0) {
        return place;
      }
    }
    return -1;
  }

  private double buy() throws InterruptedException {
    think();
    double worth = cart.stream().mapToDouble(Offer::price).sum();
    cart.forEach(offer -> memory.buy(number, offer.itemId()));
    shop.report(who, session, List.of(act("purchase", cart, null, -1, worth, Map.of())));
    return worth;
  }

  /** Asks how likely it is that the shop is recommended, and perhaps answers. */
  void survey(double satisfaction) {
    List<Act> acts = new ArrayList<>();
    Map<String, Object> of = Map.of("survey", "nps", "arm", arm);
    acts.add(
        act(
            "survey",
            List.of(),
            null,
            -1,
            null,
            Map.of("survey", "nps", "arm", arm, "asked", true)));
    if (dice.happens(assumptions.answers())) {
      double points = Math.clamp(Math.rint(4 + 8 * satisfaction + dice.gaussian()), 0, 10);
      acts.add(act("survey", List.of(), null, -1, points, of));
    }
    shop.report(who, session, acts);
  }

  private Act act(
      String event,
      List<Offer> offers,
      @Nullable Shelf from,
      int place,
      @Nullable Double value,
      Map<String, Object> properties) {
    return new Act(event, offers, from, place, pace.millis(day, second), value, properties);
  }

  private void think() throws InterruptedException {
    double seconds = LEAST_SECONDS + MORE_SECONDS * dice.uniform();
    second += seconds;
    pace.think(seconds);
  }
}
