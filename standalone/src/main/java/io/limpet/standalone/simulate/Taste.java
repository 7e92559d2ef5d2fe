package io.limpet.standalone.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shopper likes and can pay: three favourite categories, the words of titles that the
 * shopper's kind of people likes, and a usual price. Follows from the seed and the shopper's
 * number, so that it need not be kept.
 */
final class Taste {
  /** Kinds of people; those of one like the same words. */
  private static final int KINDS = 8;

  private static final double[] FAVOURITES = {1, 0.7, 0.4};
  private static final double BUDGET_SPREAD = 0.5;

  /**
   * What is liked of items is the same in every run: shoppers differ by seed, the world does not.
   */
  private static final long WORLD = 4_711;

  private static final long WORDS = 1;
  private static final long QUALITY = 2;
  private static final long TASTE = 3;

  private final Assumptions assumptions;
  private final int kind;
  private final List<String> favourites = new ArrayList<>();
  private final double budget;

  Taste(Assumptions assumptions, Shop.Range range, long seed, int shopper) {
    this.assumptions = assumptions;
    Dice dice = Dice.of(seed, TASTE, shopper);
    this.kind = dice.below(KINDS);
    this.budget = range.usualPrice() * Math.exp(BUDGET_SPREAD * dice.gaussian());
    Map<String, Integer> left = new TreeMap<>(range.categories());
    while (favourites.size() < FAVOURITES.length && !left.isEmpty()) {
      String drawn = drawn(left, dice);
      left.remove(drawn);
      favourites.add(drawn);
    }
  }

  /** One of them, a larger one likelier. */
  private static String drawn(Map<String, Integer> categories, Dice dice) {
    int all = categories.values().stream().mapToInt(Integer::intValue).sum();
    int at = dice.below(Math.max(1, all));
    String last = "";
    for (Map.Entry<String, Integer> category : categories.entrySet()) {
      last = category.getKey();
      at -= category.getValue();
      if (at < 0) {
        break;
      }
    }
    return last;
  }

  /** The favourite categories, the dearest first. */
  List<String> favourites() {
    return favourites;
  }

  /** What an item is worth to the shopper, where nothing is remembered of it. */
  double worth(Offer offer) {
    return assumptions.category() * category(offer)
        + assumptions.style() * style(offer)
        + assumptions.quality() * Dice.gaussian(WORLD, QUALITY ^ ((long) hash(offer.itemId()) << 8))
        - assumptions.price() * strain(offer);
  }

  private double category(Offer offer) {
    for (int i = 0; i < favourites.size(); i++) {
      if (offer.categories().contains(favourites.get(i))) {
        return FAVOURITES[i];
      }
    }
    return 0;
  }

  /** Scaled so that it varies by one between titles, however many words they have. */
  private double style(Offer offer) {
    double sum = 0;
    int words = 0;
    for (String word : offer.title().toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      if (!word.isEmpty()) {
        sum += Dice.gaussian(WORLD, WORDS ^ ((long) hash(word) << 8) ^ ((long) kind << 48));
        words++;
      }
    }
    return words == 0 ? 0 : sum / Math.sqrt(words);
  }

  private double strain(Offer offer) {
    return offer.price() > 0 ? Math.abs(Math.log(offer.price() / budget)) : 0;
  }

  private static int hash(String text) {
    return text.hashCode() & 0x7FFFFFFF;
  }
}
