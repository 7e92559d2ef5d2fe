package io.limpet.search.state;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What filters and facets mostly ask of items, in arrays by item number: categories and brand as
 * codes, price, stock. A million items are gone through in some milliseconds, where looking at each
 * item costs a tenth of a second. One thread writes, any number read; what is read may be a moment
 * older than {@link Catalogue#get}.
 */
public final class Columns {
  /** The code of what an item does not have. */
  public static final int NONE = 0;

  /** So many of the latest changes are known. */
  static final int CHANGES_KEPT = 4_096;

  private static final int UNSTATED = Integer.MIN_VALUE;
  private static final byte ON_SALE = 1;
  private static final byte AVAILABLE = 2;
  private static final byte ATTRIBUTED = 4;

  private final Dictionary<List<String>> categories = new Dictionary<>();
  private final Dictionary<String> brands = new Dictionary<>();
  private volatile Table table = new Table(1024);

  /** Of each change the item, as long as it is not overwritten by a later one. */
  private final int[] changed = new int[CHANGES_KEPT];

  private volatile long changes;

  private static final class Table {
    private final byte[] flags;
    private final int[] categories;
    private final int[] brands;
    private final double[] prices;
    private final int[] stocks;

    Table(int length) {
      this(new byte[length], new int[length], new int[length], new double[length], new int[length]);
    }

    private Table(byte[] flags, int[] categories, int[] brands, double[] prices, int[] stocks) {
      this.flags = flags;
      this.categories = categories;
      this.brands = brands;
      this.prices = prices;
      this.stocks = stocks;
    }

    Table grown(int length) {
      return new Table(
          Arrays.copyOf(flags, length),
          Arrays.copyOf(categories, length),
          Arrays.copyOf(brands, length),
          Arrays.copyOf(prices, length),
          Arrays.copyOf(stocks, length));
    }
  }

  void put(int number, CatalogueItem stored) {
    Item item = stored.item();
    Table now = table;
    if (number >= now.flags.length) {
      now = now.grown(Math.max(number + 1, 2 * now.flags.length));
    }
    now.categories[number] =
        item.categories().isEmpty() ? NONE : categories.code(item.categories());
    now.brands[number] = item.brand() == null ? NONE : brands.code(item.brand());
    now.prices[number] = item.price() == null ? Double.NaN : item.price();
    now.stocks[number] = item.stock() == null ? UNSTATED : item.stock();
    now.flags[number] =
        (byte)
            (ON_SALE
                | (item.isAvailable() ? AVAILABLE : 0)
                | (item.attributes().isEmpty() ? 0 : ATTRIBUTED));
    table = now; // publishes the elements as well
    note(number);
  }

  void remove(int number) {
    Table now = table;
    if (number < now.flags.length) {
      now.flags[number] = 0;
      table = now;
      note(number);
    }
  }

  private void note(int number) {
    long before = changes;
    changed[(int) (before % CHANGES_KEPT)] = number;
    changes = before + 1;
  }

  /** How many changes there were. A view that is asked for afterwards has them all. */
  public long changes() {
    return changes;
  }

  /**
   * The numbers of what has changed since, one may be there twice; null if that is too much to be
   * known.
   *
   * @param before what {@link #changes()} was
   */
  public int @Nullable [] changedSince(long before) {
    long now = changes;
    if (now - before > CHANGES_KEPT / 2) {
      return null;
    }
    int[] numbers = new int[(int) (now - before)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = changed[(int) ((before + i) % CHANGES_KEPT)];
    }
    VarHandle.acquireFence(); // what was read before is not read after the next line
    return changes - before < CHANGES_KEPT ? numbers : null;
  }

  /** The columns as they are; ask a new one for each answer. */
  public View view() {
    return new View(table);
  }

  /** The columns as of a moment or later. Numbers beyond those of the moment are not on sale. */
  public final class View {
    private final byte[] flags;
    private final int[] categoriesOf;
    private final int[] brandsOf;
    private final double[] prices;
    private final int[] stocks;

    private View(Table of) {
      this.flags = of.flags;
      this.categoriesOf = of.categories;
      this.brandsOf = of.brands;
      this.prices = of.prices;
      this.stocks = of.stocks;
    }

    /** Numbers are below this. */
    public int length() {
      return flags.length;
    }

    private boolean has(int number, byte flag) {
      return number < flags.length && (flags[number] & flag) != 0;
    }

    /** Whether the catalogue has the item. */
    public boolean isOnSale(int number) {
      return has(number, ON_SALE);
    }

    /** Whether it can be bought: stock unknown or above zero. */
    public boolean isAvailable(int number) {
      return has(number, AVAILABLE);
    }

    /** Whether it has any attribute. */
    public boolean isAttributed(int number) {
      return has(number, ATTRIBUTED);
    }

    /** Code of its categories, {@link #NONE} if it has none. */
    public int categories(int number) {
      return categoriesOf[number];
    }

    /** Code of its brand, {@link #NONE} if it has none. */
    public int brand(int number) {
      return brandsOf[number];
    }

    /** Its price, NaN if it has none. */
    public double price(int number) {
      return prices[number];
    }

    /** Its stock, NaN if it does not say. */
    public double stock(int number) {
      return stocks[number] == UNSTATED ? Double.NaN : stocks[number];
    }

    /** The categories that a code above {@link #NONE} stands for. */
    public List<String> categoriesOf(int code) {
      return categories.value(code);
    }

    /** The brand that a code above {@link #NONE} stands for. */
    public String brandOf(int code) {
      return brands.value(code);
    }

    /** Codes of categories are below this, those of items put meanwhile excepted. */
    public int categoryCodes() {
      return categories.size();
    }

    /** Codes of brands are below this, those of items put meanwhile excepted. */
    public int brandCodes() {
      return brands.size();
    }
  }
}
