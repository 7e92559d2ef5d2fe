package io.limpet.standalone.simulate;

import java.util.List;
import java.util.Map;

/** What shoppers can ask a shop, and what it hears of them. Used by several threads. */
public interface Shop {
  /**
   * What the shop sells, as its visitors know it.
   *
   * @param categories with the number of items in each; not empty
   * @param usualPrice the median of some prices; above 0
   */
  record Range(Map<String, Integer> categories, double usualPrice) {}

  /** What is sold; asked once, before anybody comes. */
  Range range();

  /** What a place of the shop recommends to a shopper. */
  Shelf recommended(Shopper who, String surface);

  /** A page of a category, the same for everybody. */
  Shelf browse(String category, int offset);

  /** Hears what a shopper did, in its order. */
  void report(Shopper who, String session, List<Act> acts);
}
