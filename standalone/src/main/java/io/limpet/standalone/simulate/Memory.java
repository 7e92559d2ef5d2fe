package io.limpet.standalone.simulate;

import java.util.Arrays;

/**
 * What shoppers remember: the items shown last and those bought last, as hashes. As much for one as
 * for another, so that a hundred thousand shoppers are 32 MB. Two threads may use it for different
 * shoppers.
 */
final class Memory {
  private static final int SHOWN = 64;
  private static final int BOUGHT = 16;

  private final int[] shown;
  private final int[] bought;
  private final int[] shownCount;
  private final int[] boughtCount;

  Memory(int shoppers) {
    this.shown = new int[Math.multiplyExact(shoppers, SHOWN)];
    this.bought = new int[Math.multiplyExact(shoppers, BOUGHT)];
    this.shownCount = new int[shoppers];
    this.boughtCount = new int[shoppers];
  }

  /** How often an item was among those shown last. */
  int timesShown(int shopper, String itemId) {
    return count(shown, SHOWN, shopper, shownCount[shopper], itemId.hashCode());
  }

  /** Whether an item was among those bought last: nobody wants it twice. */
  boolean isBought(int shopper, String itemId) {
    return count(bought, BOUGHT, shopper, boughtCount[shopper], itemId.hashCode()) > 0;
  }

  void show(int shopper, String itemId) {
    shown[shopper * SHOWN + shownCount[shopper]++ % SHOWN] = itemId.hashCode();
  }

  void buy(int shopper, String itemId) {
    bought[shopper * BOUGHT + boughtCount[shopper]++ % BOUGHT] = itemId.hashCode();
  }

  private static int count(int[] all, int width, int shopper, int kept, int hash) {
    int from = shopper * width;
    return (int)
        Arrays.stream(all, from, from + Math.min(kept, width)).filter(one -> one == hash).count();
  }
}
