package io.limpet.trainer.tower;

import io.limpet.core.item.Item;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.UserAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Users as numbers for a network. First what they did: activity (the logarithm of how many
 * interests they showed), recency (of the days since the last event), and spend level (the mean
 * logarithm of the prices of what they took up), each divided by its spread over the users of the
 * training. Then, where attributes of users were given, their {@link TokenRows}; zeros for a user
 * of whom nothing is known. Thread-safe.
 */
final class UserFeatures {
  /** Activity, recency, spend level. */
  private static final int PLAIN = 3;

  private static final double MILLIS_PER_DAY = 86_400_000;

  private final Interactions trained;
  private final float[] attributes;
  private final int attributeColumns;
  private final float[] logPrices;
  private final long nowMillis;
  private final double usualLogPrice;
  private final double[] means = new double[PLAIN];
  private final double[] spreads = {1, 1, 1};

  /**
   * Features as of a moment.
   *
   * @param catalogue by item number
   * @param nowMillis from which recency is counted back
   * @param known what is known of the users beside what they did
   * @param tokenColumns floats that this is turned into, if anything is known; above 0
   */
  UserFeatures(
      Interactions trained,
      List<Item> catalogue,
      long nowMillis,
      UserAttributes known,
      int tokenColumns) {
    this.trained = trained;
    this.attributeColumns = known.known() == 0 ? 0 : tokenColumns;
    this.attributes = attributes(trained.users(), known, attributeColumns);
    this.nowMillis = nowMillis;
    this.logPrices = new float[trained.items()];
    for (int item = 0; item < logPrices.length; item++) {
      Double price = item < catalogue.size() ? catalogue.get(item).price() : null;
      logPrices[item] = price == null ? Float.NaN : (float) Math.log1p(Math.max(0, price));
    }
    this.usualLogPrice = usualLogPrice(trained);
    float[] of = new float[PLAIN];
    double[] sums = new double[PLAIN];
    double[] squares = new double[PLAIN];
    int users = 0;
    for (int user = 0; user < trained.users(); user++) {
      History history = new History(trained, trained.begin(user), trained.end(user));
      if (history.to() > history.from()) {
        users++;
        writeDeeds(history, of, 0);
        for (int c = 0; c < PLAIN; c++) {
          sums[c] += of[c];
          squares[c] += (double) of[c] * of[c];
        }
      }
    }
    for (int c = 0; c < PLAIN && users > 0; c++) {
      means[c] = sums[c] / users;
      double variance = squares[c] / users - means[c] * means[c];
      spreads[c] = variance > 1e-9 ? Math.sqrt(variance) : 1;
    }
  }

  private static float[] attributes(int users, UserAttributes known, int columns) {
    if (columns == 0) {
      return new float[0];
    }
    float[] rows = TokenRows.of(IntStream.range(0, users).mapToObj(known::of).toList(), columns);
    boolean[] says = new boolean[users];
    for (int user = 0; user < users; user++) {
      says[user] = !known.of(user).isEmpty();
    }
    TokenRows.standardise(rows, columns, 0, columns, says);
    return rows;
  }

  /** Floats a user. */
  int columns() {
    return PLAIN + attributeColumns;
  }

  /** Of all interests in items with a price; what a user without any is taken to spend. */
  private double usualLogPrice(Interactions trained) {
    double sum = 0;
    long count = 0;
    for (int row = 0; row < trained.size(); row++) {
      float price = logPrices[trained.item(row)];
      if (trained.isInterest(row) && !Float.isNaN(price)) {
        sum += price;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Writes the features of a user with this history; of strangers only what they did is known. */
  void write(History history, float[] to, int at) {
    writeDeeds(history, to, at);
    boolean isStranger =
        history.from() == history.to() || history.rows().userIds() != trained.userIds();
    if (attributeColumns > 0 && isStranger) {
      Arrays.fill(to, at + PLAIN, at + columns(), 0);
    } else if (attributeColumns > 0) {
      int user = history.rows().user(history.from());
      System.arraycopy(attributes, user * attributeColumns, to, at + PLAIN, attributeColumns);
    }
  }

  private void writeDeeds(History history, float[] to, int at) {
    Interactions rows = history.rows();
    int interests = 0;
    int priced = 0;
    double prices = 0;
    for (int row = history.from(); row < history.to(); row++) {
      if (rows.isInterest(row)) {
        interests++;
        float price = logPrices[rows.item(row)];
        if (!Float.isNaN(price)) {
          priced++;
          prices += price;
        }
      }
    }
    long last = history.to() > history.from() ? rows.millis(history.to() - 1) : nowMillis;
    put(to, at, 0, Math.log1p(interests));
    put(to, at, 1, Math.log1p(Math.max(0, nowMillis - last) / MILLIS_PER_DAY));
    put(to, at, 2, priced == 0 ? usualLogPrice : prices / priced);
  }

  private void put(float[] to, int at, int column, double value) {
    to[at + column] = (float) ((value - means[column]) / spreads[column]);
  }
}
