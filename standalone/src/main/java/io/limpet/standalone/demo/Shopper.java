package io.limpet.standalone.demo;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone who shops: looks at a shelf, at items on it, puts some into the cart, and buys the cart
 * or leaves. Every third has no account. Belongs to one thread.
 */
final class Shopper {
  private static final double LOOKS_AT_ANOTHER = 0.62;
  private static final double PUTS_INTO_CART = 0.3;
  private static final double BUYS_CART = 0.35;
  private static final double LIKES_RECOMMENDED = 0.7;

  private final int number;
  private final List<String> taste;
  private final Random random;

  private final List<Offer> cart = new ArrayList<>();
  private String visit = "";
  private Seen shelf = Seen.NOTHING;
  private @Nullable Offer looksAt;

  /**
   * @param number says who it is; the same has the same taste at every start
   * @param categories that there are
   */
  Shopper(int number, List<String> categories, Random random) {
    this.number = number;
    this.random = random;
    var fixed = new Random(number);
    this.taste =
        List.of(
            categories.get(fixed.nextInt(categories.size())),
            categories.get(fixed.nextInt(categories.size())));
    leave();
  }

  /** An item as a shelf shows it. */
  record Offer(String itemId, double price, String currency) {}

  /** A shelf, and the answer it came from; empty when it is none. */
  record Seen(String recommendationId, List<Offer> offers) {
    static final Seen NOTHING = new Seen("", List.of());
  }

  /** What a shopper can ask a shop to show. */
  interface Shop {
    Seen recommended();

    Seen ofCategory(String category, int offset);
  }

  boolean isAnonymous() {
    return number % 3 == 0;
  }

  /** User or anonymous id; a visitor without an account is a new one at each visit. */
  String id() {
    return isAnonymous() ? "demo-visit-" + visit : "demo-shopper-%02d".formatted(number);
  }

  /** What the shopper does next. */
  Event next(Shop shop, long nowMillis) {
    if (shelf.offers().isEmpty()) {
      shelf = look(shop);
      return shelf.offers().isEmpty() ? search(nowMillis) : seesShelf(nowMillis);
    }
    if (looksAt == null || random.nextDouble() < LOOKS_AT_ANOTHER) {
      looksAt = choose();
      return event(EventType.VIEW_ITEM, List.of(looksAt), nowMillis);
    }
    if (random.nextDouble() < PUTS_INTO_CART && !cart.contains(looksAt)) {
      cart.add(looksAt);
      return event(EventType.ADD_TO_CART, List.of(looksAt), nowMillis);
    }
    if (!cart.isEmpty() && random.nextDouble() < BUYS_CART) {
      Event purchase = event(EventType.PURCHASE, List.copyOf(cart), nowMillis);
      leave();
      return purchase;
    }
    leave();
    return next(shop, nowMillis);
  }

  private Seen look(Shop shop) {
    return random.nextDouble() < LIKES_RECOMMENDED
        ? shop.recommended()
        : shop.ofCategory(taste.get(random.nextInt(taste.size())), 12 * random.nextInt(4));
  }

  /** Nearer to the beginning of the shelf is likelier, as in any shop. */
  private Offer choose() {
    List<Offer> offers = shelf.offers();
    double place = random.nextDouble() * random.nextDouble();
    return offers.get((int) (place * offers.size()));
  }

  private void leave() {
    visit = UUID.randomUUID().toString().substring(0, 8);
    shelf = Seen.NOTHING;
    looksAt = null;
    cart.clear();
  }

  private Event seesShelf(long nowMillis) {
    return event(EventType.VIEW_ITEM_LIST, shelf.offers(), nowMillis);
  }

  private Event search(long nowMillis) {
    return event(EventType.SEARCH, List.of(), nowMillis);
  }

  private Event event(EventType type, List<Offer> offers, long nowMillis) {
    List<LineItem> items = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      Offer offer = offers.get(i);
      Integer index = type == EventType.VIEW_ITEM_LIST ? i : null;
      items.add(new LineItem(offer.itemId(), 1, offer.price(), index));
    }
    boolean purchase = type == EventType.PURCHASE;
    return new Event(
        UUID.randomUUID().toString(),
        type,
        isAnonymous() ? null : id(),
        isAnonymous() ? id() : null,
        null,
        nowMillis,
        items,
        purchase ? offers.stream().mapToDouble(Offer::price).sum() : null,
        purchase && !offers.getFirst().currency().isEmpty() ? offers.getFirst().currency() : null,
        type == EventType.SEARCH ? taste.getFirst() : null,
        shelf.recommendationId().isEmpty() ? null : shelf.recommendationId(),
        Map.of(Event.SYNTHETIC, "true"));
  }
}
