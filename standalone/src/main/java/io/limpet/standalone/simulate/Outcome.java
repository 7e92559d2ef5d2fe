package io.limpet.standalone.simulate;

import io.limpet.core.metric.Proportions;
import io.limpet.core.metric.Proportions.Ranged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of a simulation, by arm: of made-up shoppers, and to be called so wherever it is shown.
 *
 * @param seed of everything that is chance
 * @param days simulated
 * @param arms in the order given; the first is what the others are compared with
 */
public record Outcome(long seed, int days, List<OfArm> arms) {
  public Outcome {
    arms = List.copyOf(arms);
  }

  /**
   * What the shoppers of an arm did within 30 days of their first visit.
   *
   * @param arm the surface that served them
   * @param shoppers how many there were
   * @param returned how many came again
   * @param retained how many came in the last week of the 30 days
   * @param buyers how many bought
   * @param visits their visits
   * @param pages shelves they looked at
   * @param clicks items they opened
   * @param pieces items they bought
   * @param spent worth of these
   * @param shelves recommended, by how many the shopper had seen: first, second, third and fourth,
   *     fifth to eighth, all further
   * @param served how well these served, summed
   */
  public record OfArm(
      String arm,
      long shoppers,
      long returned,
      long retained,
      long buyers,
      long visits,
      long pages,
      long clicks,
      long pieces,
      double spent,
      List<Long> shelves,
      List<Double> served) {
    public OfArm {
      shelves = List.copyOf(shelves);
      served = List.copyOf(served);
    }

    private static OfArm none(String arm) {
      return new OfArm(
          arm,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          Collections.nCopies(Population.AGES, 0L),
          Collections.nCopies(Population.AGES, 0.0));
    }

    /** How well recommended shelves served, by how many had been seen; NaN where there was none. */
    public List<Double> meanServed() {
      return IntStream.range(0, Population.AGES)
          .mapToObj(age -> served.get(age) / shelves.get(age))
          .toList();
    }

    /**
     * Simulated 30-day retention: the share of the shoppers who came on days 24 to 30 after their
     * first. A week, since who comes once a week is not gone; the last one, since whoever comes at
     * all mostly does so soon, for what the first visit was like.
     */
    public Ranged retention() {
      return Proportions.share(retained, shoppers);
    }

    /** Share of the shoppers who bought within 30 days. */
    public Ranged conversion() {
      return Proportions.share(buyers, shoppers);
    }

    private OfArm and(Population all, int number) {
      return new OfArm(
          arm,
          shoppers + 1,
          returned + (all.returned[number] ? 1 : 0),
          retained + (all.retained[number] ? 1 : 0),
          buyers + (all.pieces[number] > 0 ? 1 : 0),
          visits + all.visits[number],
          pages + all.pages[number],
          clicks + all.clicks[number],
          pieces + all.pieces[number],
          spent + all.spent[number],
          IntStream.range(0, Population.AGES)
              .mapToObj(age -> shelves.get(age) + all.shelves[Population.AGES * number + age])
              .toList(),
          IntStream.range(0, Population.AGES)
              .mapToObj(age -> served.get(age) + all.served[Population.AGES * number + age])
              .toList());
    }
  }

  /**
   * Adds up.
   *
   * @param armOf the arm of each shopper, by number
   */
  static Outcome of(Simulation.Settings settings, Population all, int[] armOf) {
    List<OfArm> arms = new ArrayList<>();
    settings.arms().forEach(arm -> arms.add(OfArm.none(arm)));
    for (int number = 0; number < armOf.length; number++) {
      if (all.visits[number] > 0) {
        arms.set(armOf[number], arms.get(armOf[number]).and(all, number));
      }
    }
    return new Outcome(settings.seed(), settings.days(), arms);
  }

  /** Retention of an arm less that of the first. */
  public Ranged retentionGain(OfArm arm) {
    return Proportions.difference(arm.retention(), arms.getFirst().retention());
  }

  /** Conversion of an arm less that of the first. */
  public Ranged conversionGain(OfArm arm) {
    return Proportions.difference(arm.conversion(), arms.getFirst().conversion());
  }
}
