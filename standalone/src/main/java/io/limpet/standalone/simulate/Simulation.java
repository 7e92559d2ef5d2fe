package io.limpet.standalone.simulate;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Days of a shop, one after the other. Newcomers come on the first days, in equal numbers, so that
 * there are {@value Population#WINDOW} days left to each; a shopper comes once a day at most, and
 * comes back, or not, by how well the shop has served.
 *
 * <p>The visits of one day are shared among threads. What chance has in store for a shopper does
 * not depend on that, nor on other shoppers: a shop that answers everybody by what that visitor did
 * gives the same run for the same seed.
 */
public final class Simulation {
  private static final long ARM = 11;
  private static final long VISIT = 12;
  private static final long COMES = 13;
  private static final int ANONYMOUS = 3;

  private final Settings settings;
  private final Assumptions assumptions;
  private final Shop shop;
  private final Pace pace;
  private final Progress progress;

  /**
   * What is simulated.
   *
   * @param run begins every id; what two runs on one shop must not share
   * @param shoppers 1 to 1,000,000
   * @param days more than {@value Population#WINDOW}, at most 1,000
   * @param seed of everything that is chance
   * @param arms surfaces; shoppers are dealt to them by hash, as many to one as to another
   * @param dealtOn the surface that all ask, where the shop itself deals them, by an experiment
   *     whose arms have these names; null where it does not
   * @param threads that shop at once, 1 to 256
   */
  public record Settings(
      String run,
      int shoppers,
      int days,
      long seed,
      List<String> arms,
      @Nullable String dealtOn,
      int threads) {
    /** Where the simulation deals the shoppers to surfaces. */
    public Settings(String run, int shoppers, int days, long seed, List<String> arms, int threads) {
      this(run, shoppers, days, seed, arms, null, threads);
    }

    public Settings {
      arms = List.copyOf(arms);
      within("shoppers", shoppers, 1, 1_000_000);
      within("days", days, Population.WINDOW + 1, 1_000);
      within("threads", threads, 1, 256);
      if (arms.isEmpty() || arms.stream().distinct().count() < arms.size()) {
        throw new IllegalArgumentException(
            "arms are %s; give one or more different surfaces".formatted(arms));
      }
    }

    private static void within(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s is %d; give %d to %d".formatted(name, value, least, most));
      }
    }
  }

  public Simulation(
      Settings settings, Assumptions assumptions, Shop shop, Pace pace, Progress progress) {
    this.settings = settings;
    this.assumptions = assumptions;
    this.shop = shop;
    this.pace = pace;
    this.progress = progress;
  }

  /** Simulates all days. An interrupt ends it with an {@link InterruptedException}. */
  public Outcome run() throws InterruptedException {
    Shop.Range range = shop.range();
    var all = new Population(settings.shoppers(), assumptions.expected());
    var memory = new Memory(settings.shoppers());
    int[] armOf = new int[settings.shoppers()];
    int newcomerDays = settings.days() - Population.WINDOW;
    for (int number = 0; number < armOf.length; number++) {
      armOf[number] = Dice.of(settings.seed(), ARM, number).below(settings.arms().size());
      all.firstDay[number] = (int) ((long) number * newcomerDays / armOf.length);
      all.nextDay[number] = all.firstDay[number];
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            settings.threads(), Thread.ofPlatform().daemon().name("limpet-shopper-", 0).factory());
    try {
      for (int day = 0; day < settings.days(); day++) {
        List<Future<?>> visits = new ArrayList<>();
        for (int number : byTime(all.visitors(day), day)) {
          int today = day;
          visits.add(
              threads.submit(
                  () -> {
                    visit(number, today, range, all, memory, armOf);
                    return null;
                  }));
        }
        await(visits);
        progress.at("days", day + 1, settings.days());
      }
    } finally {
      threads.shutdownNow();
    }
    return Outcome.of(settings, all, armOf);
  }

  private int[] byTime(int[] visitors, int day) {
    return Arrays.stream(visitors)
        .boxed()
        .sorted(Comparator.comparingDouble(number -> when(number, day)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The part of the day at which a shopper comes; leaves time for a visit before midnight. */
  private double when(int number, int day) {
    return 0.98 * Dice.of(settings.seed(), COMES, number, day).uniform();
  }

  private static void await(List<Future<?>> visits) throws InterruptedException {
    for (Future<?> visit : visits) {
      try {
        visit.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof FailedException failed
            ? new FailedException(String.valueOf(failed.getMessage()), failed)
            : new IllegalStateException("a visit failed: " + e.getCause(), e);
      }
    }
  }

  private int arm(Visit.Result result) {
    int arm = settings.arms().indexOf(result.arm());
    if (arm < 0) {
      throw new FailedException(
          "the shop answered by \"%s\", which is none of the arms %s; start the experiment first"
              .formatted(result.arm(), settings.arms()));
    }
    return arm;
  }

  private void visit(
      int number, int day, Shop.Range range, Population all, Memory memory, int[] armOf)
      throws InterruptedException {
    double when = when(number, day);
    pace.awaitVisit(day, when);
    Dice dice = Dice.of(settings.seed(), VISIT, number, day);
    var who =
        new Shopper(
            "%s-%06d".formatted(settings.run(), number),
            number % ANONYMOUS == ANONYMOUS - 1,
            settings.dealtOn() == null ? settings.arms().get(armOf[number]) : settings.dealtOn());
    var taste = new Taste(assumptions, range, settings.seed(), number);
    var visit = new Visit(assumptions, shop, pace, memory, taste, dice, who, number, day, when);
    Visit.Result result = visit.run();
    armOf[number] = arm(result);
    all.count(number, day, result);
    double before = all.satisfaction[number];
    double now = before + assumptions.learning() * (result.served() - before);
    all.satisfaction[number] = (float) now;
    if (result.bought() > 0 && day - all.surveyedDay[number] >= Population.WINDOW) {
      all.surveyedDay[number] = day;
      visit.survey(now);
    }
    all.comesBack(number, day, dice.daysUntil(assumptions.returnsAt(now)));
  }
}
