package io.limpet.core.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The places of a layer that belong to one experiment. A visitor has one place of each layer, so
 * experiments of one layer share no visitor as long as they share no place; and one keeps its
 * places as long as it runs, so its visitors stay. (Tang et al., Overlapping Experiment
 * Infrastructure, KDD 2010.)
 *
 * @param ranges where it has places: first, then behind the last, then first of the next; rising
 */
public record Slots(List<Integer> ranges) {
  /** Places of a layer: a ten-thousandth of the visitors is the least that one can have. */
  public static final int COUNT = 10_000;

  /** Without a place. */
  public static final Slots NONE = new Slots(List.of());

  public Slots {
    ranges = List.copyOf(ranges);
    int last = -1;
    for (int bound : ranges) {
      if (bound <= last || bound > COUNT) {
        throw new IllegalArgumentException("places " + ranges + " do not rise within a layer");
      }
      last = bound;
    }
    if (ranges.size() % 2 != 0) {
      throw new IllegalArgumentException("places " + ranges + " have a range without an end");
    }
  }

  /** How many. */
  public int size() {
    int size = 0;
    for (int i = 0; i < ranges.size(); i += 2) {
      size += ranges.get(i + 1) - ranges.get(i);
    }
    return size;
  }

  /** Whether the place is one of them. */
  public boolean holds(int slot) {
    for (int i = 0; i < ranges.size(); i += 2) {
      if (slot >= ranges.get(i) && slot < ranges.get(i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** How many places a share of a layer is: at least one. */
  public static int of(double share) {
    return Math.max(1, (int) Math.round(share * COUNT));
  }

  /** How many places nobody of these has. */
  public static int free(Collection<Slots> taken) {
    return COUNT - taken.stream().mapToInt(Slots::size).sum();
  }

  /**
   * The first places that nobody of these has.
   *
   * @return empty when there are not so many
   */
  public static Optional<Slots> among(Collection<Slots> taken, int wanted) {
    List<Integer> ranges = new ArrayList<>();
    int left = wanted;
    for (int slot = 0; slot < COUNT && left > 0; slot++) {
      int place = slot;
      if (taken.stream().noneMatch(slots -> slots.holds(place))) {
        if (ranges.isEmpty() || ranges.getLast() != slot) {
          ranges.add(slot);
          ranges.add(slot + 1);
        } else {
          ranges.set(ranges.size() - 1, slot + 1);
        }
        left--;
      }
    }
    return left > 0 ? Optional.empty() : Optional.of(new Slots(ranges));
  }
}
