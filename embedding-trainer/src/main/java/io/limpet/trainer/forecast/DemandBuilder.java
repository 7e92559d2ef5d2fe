package io.limpet.trainer.forecast;

import io.limpet.core.event.EventType;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.item.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers purchases into {@link Demand}, in any order. A purchase that the same visitor gave back
 * whole within a day was a mistake and no demand (two of them are 3 per cent of all that the
 * built-in shop sold in a year); what is given back later was asked for once. Not thread-safe.
 */
public final class DemandBuilder {
  static final long DAY_MILLIS = 86_400_000L;

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> ids = new ArrayList<>();

  private record Row(int item, int visitor, boolean isBack, long millis, int pieces) {}

  private record Whole(int visitor, int item, int pieces) {}

  /** Takes in a row; one that is neither a purchase nor a refund is passed over. */
  public void add(String visitor, String itemId, EventType type, long millis, int pieces) {
    if (type == EventType.PURCHASE || type == EventType.REFUND) {
      int item =
          numbers.computeIfAbsent(
              itemId,
              id -> {
                ids.add(id);
                return ids.size() - 1;
              });
      rows.add(new Row(item, visitor.hashCode(), type == EventType.REFUND, millis, pieces));
    }
  }

  /**
   * The demand of the items that were bought.
   *
   * @param catalogue what is known of items, by id
   */
  public Demand build(Map<String, Item> catalogue) {
    List<Row> kept = kept();
    if (kept.isEmpty()) {
      return new Demand(List.of(), 0, 0);
    }
    long end = (kept.getLast().millis() / DAY_MILLIS + 1) * DAY_MILLIS;
    int weeks = (int) ((end - kept.getFirst().millis()) / Forecast.WEEK_MILLIS);
    double[][] pieces = new double[ids.size()][weeks];
    int[][] orders = new int[ids.size()][weeks];
    for (Row row : kept) {
      int week = weeks - 1 - (int) ((end - 1 - row.millis()) / Forecast.WEEK_MILLIS);
      if (week >= 0) {
        pieces[row.item()][week] += row.pieces();
        orders[row.item()][week]++;
      }
    }
    List<Demand.Series> series = new ArrayList<>();
    for (int item = 0; item < ids.size(); item++) {
      series.add(series(ids.get(item), catalogue, pieces[item], orders[item]));
    }
    series.addAll(categories(series, weeks));
    return new Demand(series, weeks, end);
  }

  /** Purchases, oldest first, without those that were taken back at once. */
  private List<Row> kept() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(Row::millis));
    Map<Whole, Deque<Integer>> open = new HashMap<>();
    boolean[] isOut = new boolean[sorted.size()];
    for (int i = 0; i < sorted.size(); i++) {
      Row row = sorted.get(i);
      Whole whole = new Whole(row.visitor(), row.item(), row.pieces());
      if (!row.isBack()) {
        open.computeIfAbsent(whole, none -> new ArrayDeque<>()).push(i);
        continue;
      }
      isOut[i] = true;
      Deque<Integer> bought = open.getOrDefault(whole, new ArrayDeque<>());
      Integer last = bought.peek();
      if (last != null && row.millis() - sorted.get(last).millis() <= DAY_MILLIS) {
        isOut[bought.pop()] = true;
      }
    }
    List<Row> kept = new ArrayList<>();
    for (int i = 0; i < isOut.length; i++) {
      if (!isOut[i]) {
        kept.add(sorted.get(i));
      }
    }
    return kept;
  }

  private static Demand.Series series(
      String id, Map<String, Item> catalogue, double[] pieces, int[] orders) {
    Item item = catalogue.get(id);
    String category = item == null ? null : item.topCategory().orElse(null);
    Double price = item == null ? null : item.price();
    return Demand.Series.of(Forecast.ITEM, id, category, price == null ? 0 : price, pieces, orders);
  }

  private static List<Demand.Series> categories(List<Demand.Series> items, int weeks) {
    Map<String, double[]> pieces = new TreeMap<>();
    Map<String, int[]> orders = new HashMap<>();
    for (Demand.Series item : items) {
      @Nullable String category = item.category();
      if (category == null) {
        continue;
      }
      double[] sum = pieces.computeIfAbsent(category, name -> new double[weeks]);
      int[] count = orders.computeIfAbsent(category, name -> new int[weeks]);
      for (int week = 0; week < weeks; week++) {
        sum[week] += item.pieces()[week];
        count[week] += item.orders()[week];
      }
    }
    List<Demand.Series> all = new ArrayList<>();
    pieces.forEach(
        (name, sum) ->
            all.add(
                Demand.Series.of(
                    Forecast.CATEGORY, name, name, 0, sum, orders.getOrDefault(name, new int[0]))));
    return all;
  }
}
