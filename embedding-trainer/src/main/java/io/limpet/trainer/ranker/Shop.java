package io.limpet.trainer.ranker;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.ranking.ItemFacts;
import io.limpet.core.ranking.Moment;
import io.limpet.core.ranking.Moment.Leaders;
import io.limpet.core.signal.ItemSignals;
import io.limpet.trainer.evaluate.TopK;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the service would have known at a moment of the past: the signals of the items, by the code
 * that keeps them in the stream, replayed in the order of time. Not thread-safe.
 */
final class Shop {
  /** As many as the home page takes from these sources. */
  private static final int TRENDING = 30;

  private static final int POPULAR = 60;

  /** Leaders are looked for again after so much time of the data. */
  private static final long HOUR = 3_600_000;

  private final Interactions rows;
  private final List<Item> catalogue;
  private final float[] @Nullable [] vectors;
  private final @Nullable ItemSignals[] signals;
  private final int[] order;
  private int next;
  private long ledAt = Long.MIN_VALUE;
  private int ledAfter = -1;
  private Leaders leaders = Leaders.NONE;
  private int[] demanded = {};

  /**
   * A shop in which nothing has happened yet.
   *
   * @param rows what will happen
   * @param catalogue the items by number
   */
  Shop(Interactions rows, List<Item> catalogue, Embeddings embeddings) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.signals = new ItemSignals[rows.items()];
    this.vectors = new float[rows.items()][];
    int dimensions = embeddings.encoder().dimensions();
    for (int j = 0; j < embeddings.known().length; j++) {
      vectors[embeddings.known()[j]] =
          Arrays.copyOfRange(embeddings.vectors(), j * dimensions, (j + 1) * dimensions);
    }
    this.order = byTime(rows);
  }

  /** Rows by time, of equal times the earlier row first. */
  private static int[] byTime(Interactions rows) {
    int size = rows.size();
    if (size == 0) {
      return new int[0];
    }
    long first = rows.firstMillis();
    int bits = 64 - Long.numberOfLeadingZeros(rows.lastMillis() - first);
    int rowBits = 32 - Integer.numberOfLeadingZeros(size);
    // Of very long and very many data the last milliseconds are not told apart.
    int lost = Math.max(0, bits + rowBits - 62);
    long[] keys = new long[size];
    for (int row = 0; row < size; row++) {
      keys[row] = ((rows.millis(row) - first) >> lost << rowBits) | row;
    }
    Arrays.sort(keys);
    long mask = (1L << rowBits) - 1;
    return Arrays.stream(keys).mapToInt(key -> (int) (key & mask)).toArray();
  }

  /** Lets everything happen that happened before this time. */
  void advance(long millis) {
    while (next < order.length && rows.millis(order[next]) < millis) {
      int row = order[next++];
      int item = rows.item(row);
      ItemSignals of = signals[item];
      ItemSignals before = of == null ? ItemSignals.empty(rows.itemIds().get(item)) : of;
      signals[item] = before.with(EventType.ofCode(rows.type(row)), 1, rows.millis(row));
    }
    if (next != ledAfter && (ledAt == Long.MIN_VALUE || millis - ledAt >= HOUR)) {
      lead();
      ledAt = millis;
      ledAfter = next;
    }
  }

  private void lead() {
    double[] trends = values(ItemSignals::logTrend, Double.NEGATIVE_INFINITY);
    double[] popularities = values(ItemSignals::popularity, 0);
    double trend = Arrays.stream(trends).max().orElse(Double.NEGATIVE_INFINITY);
    leaders = new Leaders(trend, Arrays.stream(popularities).max().orElse(0));
    float[] relative = new float[trends.length];
    float[] popular = new float[trends.length];
    for (int item = 0; item < relative.length; item++) {
      relative[item] = (float) (trends[item] - trend);
      popular[item] = popularities[item] > 0 ? (float) popularities[item] : Float.NEGATIVE_INFINITY;
    }
    demanded =
        IntStream.concat(
                Arrays.stream(TopK.of(relative, TRENDING)),
                Arrays.stream(TopK.of(popular, POPULAR)))
            .distinct()
            .toArray();
  }

  private double[] values(ToDoubleFunction<ItemSignals> value, double none) {
    return Arrays.stream(signals)
        .mapToDouble(of -> of == null ? none : value.applyAsDouble(of))
        .toArray();
  }

  /** The items that are trending or popular, each once. */
  int[] demanded() {
    return demanded;
  }

  /** What is known of an item now. */
  ItemFacts facts(int item) {
    return ItemFacts.of(catalogue.get(item), vectors[item], signals[item]);
  }

  /** A visitor with this history who asks now. */
  Moment moment(History history, long nowMillis) {
    List<Moment.Past> past = new ArrayList<>();
    for (int row = Math.max(history.from(), history.to() - UserProfile.RECENT);
        row < history.to();
        row++) {
      past.add(
          new Moment.Past(
              facts(history.rows().item(row)),
              EventType.ofCode(history.rows().type(row)),
              history.rows().millis(row)));
    }
    return new Moment(past, leaders, nowMillis);
  }
}
