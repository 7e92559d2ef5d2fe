package io.limpet.search.engagement;

import io.limpet.core.engagement.Sample;
import io.limpet.core.event.EventType;
import io.limpet.core.signal.ItemSignals;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rare what is shown is: the mean self-information of impressions (Vargas and Castells 2011).
 * An item's share of all interest is smoothed by 1, so what nobody has found yet has one, too.
 */
public final class Novelty {
  private static final double DEVIATIONS = 2;
  private static final List<EventType> INTEREST =
      Arrays.stream(EventType.values()).filter(EventType::isInterest).toList();

  private final ItemIds ids;
  private final SignalStore signals;

  public Novelty(ItemIds ids, SignalStore signals) {
    this.ids = ids;
    this.signals = signals;
  }

  /** The interest in all items as of now; costs a look at each. */
  public double total() {
    double total = 1; // what is shown and known by nobody has a share, too
    for (int number = 0; number < ids.size(); number++) {
      total += interest(number);
    }
    return total;
  }

  private double interest(int number) {
    ItemSignals known = number < 0 ? null : signals.get(number);
    double sum = 1;
    if (known != null) {
      for (EventType type : INTEREST) {
        sum += known.count(type);
      }
    }
    return sum;
  }

  /**
   * The novelty of a sample, in bits; null of an empty one.
   *
   * @param impressions that it was drawn from
   * @param total interest in all items
   */
  @Nullable Value of(Sample sample, long impressions, double total) {
    double[] bits =
        sample.items().stream()
            .mapToDouble(item -> Math.log(total / interest(ids.find(item))) / Math.log(2))
            .toArray();
    if (bits.length == 0) {
      return null;
    }
    double mean = Arrays.stream(bits).average().orElse(0);
    if (impressions <= bits.length) {
      return Value.exact(mean);
    }
    double squares = Arrays.stream(bits).map(b -> (b - mean) * (b - mean)).sum();
    double error = DEVIATIONS * Math.sqrt(squares / (bits.length - 1) / bits.length);
    return new Value(mean, mean - error, mean + error);
  }
}
