package io.limpet.standalone.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A shop without an engine. The surface {@code personal} shows, a dozen further at each visit, the
 * category that a visitor opened last; every other surface shows everybody the same dozen. On
 * {@code home} an experiment deals every third visitor to the arm {@code a}, the others to {@code
 * b}.
 */
final class FakeShop implements Shop {
  static final int PAGE = 12;
  static final int OF_CATEGORY = 60;
  static final List<String> CATEGORIES = List.of("bags", "cards", "lights", "mugs", "tea", "toys");

  private final Map<String, String> opened = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Map<String, List<Act>> heard = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final boolean remembers;

  /**
   * @param remembers whether what is heard is kept for {@link #heard}
   */
  FakeShop(boolean remembers) {
    this.remembers = remembers;
  }

  @Override
  public Range range() {
    Map<String, Integer> categories = new TreeMap<>();
    CATEGORIES.forEach(category -> categories.put(category, OF_CATEGORY));
    return new Range(categories, 5);
  }

  @Override
  public Shelf recommended(Shopper who, String surface) {
    requests.incrementAndGet();
    String category = opened.get(who.id());
    if (surface.equals("personal") && category != null) {
      int page = asked.merge(who.id(), 1, Integer::sum);
      return new Shelf("r-" + who.id() + "-" + page, offers(category, PAGE * page));
    }
    List<Offer> mixed = new ArrayList<>();
    for (int i = 0; i < PAGE; i++) {
      mixed.add(offer(CATEGORIES.get(i % CATEGORIES.size()), i));
    }
    boolean first = Integer.parseInt(who.id().substring(who.id().length() - 6)) % 3 == 0;
    return new Shelf("r-everybody", surface.equals("home") ? first ? "a" : "b" : "", mixed);
  }

  @Override
  public Shelf browse(String category, int offset) {
    requests.incrementAndGet();
    return new Shelf("", offers(category, offset));
  }

  @Override
  public void report(Shopper who, String session, List<Act> acts) {
    for (Act act : acts) {
      if (act.event().equals("view_item")) {
        opened.put(who.id(), act.offers().getFirst().categories().getFirst());
      }
    }
    if (remembers) {
      heard.merge(
          who.id(),
          acts,
          (before, more) -> {
            List<Act> both = new ArrayList<>(before);
            both.addAll(more);
            return both;
          });
    }
  }

  /** What was reported of each shopper, in its order. */
  Map<String, List<Act>> heard() {
    return new TreeMap<>(heard);
  }

  long requests() {
    return requests.get();
  }

  private static List<Offer> offers(String category, int offset) {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < PAGE; i++) {
      offers.add(offer(category, (offset + i) % OF_CATEGORY));
    }
    return offers;
  }

  private static Offer offer(String category, int number) {
    return new Offer(
        category + "-" + number,
        category + " number " + number,
        List.of(category),
        2 + number % 7,
        "GBP");
  }
}
