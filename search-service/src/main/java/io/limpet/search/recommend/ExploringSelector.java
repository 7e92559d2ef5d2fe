package io.limpet.search.recommend;

import io.limpet.core.hash.Fnv;
import io.limpet.core.signal.ItemSignals;
import io.limpet.search.state.Impressions;
import io.limpet.search.state.Impressions.Tally;
import io.limpet.search.state.SignalStore;
import io.limpet.search.surface.Surface.Explore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What another selector chooses, with now and then a place given to an item that little is known
 * of, so that it can show what it is worth.
 *
 * <p>Each of the surface's {@code most} chances has places and items of its own, dealt out in turn.
 * With probability {@code share} it takes one of its places, each as likely, and puts one of its
 * items there, by {@link Thompson}'s probabilities. Chances share nothing, so what is said of a
 * place is exact: an explored item came there with {@code share / places x probability}, the item
 * that stands there otherwise with {@code 1 - share / places}. An item that gives way comes first
 * on the next page.
 *
 * <p>Pinned items keep their places, what a rule buries is not explored, and as what is explored
 * was ranked like all else, filters had their say. The dice are the answer's id: the same answer
 * comes out the same. Where few impressions are reported nothing is explored, since nothing could
 * be learned. Thread-safe.
 */
final class ExploringSelector implements Selector {
  /** The source that an explored item is said to come from, beside its own. */
  static final String EXPLORED = "explored";

  /** Impressions of all items that have to be known before anything is explored. */
  static final int ENOUGH = 1_000;

  /** So many items are explored at most, those that suit the visitor best. */
  static final int POOL = 20;

  private final Selector selector;
  private final Impressions impressions;
  private final SignalStore signals;

  ExploringSelector(Selector selector, Impressions impressions, SignalStore signals) {
    this.selector = selector;
    this.impressions = impressions;
    this.signals = signals;
  }

  @Override
  public Selection select(Query query, List<Scored> scored) {
    Selection selection = selector.select(query, scored);
    Explore explore = query.surface().explore();
    if (explore.share() == 0 || impressions.total() < ENOUGH) {
      return selection;
    }
    List<Scored> chosen = new ArrayList<>(selection.chosen());
    List<Integer> places = places(chosen, explore);
    List<Scored> unknown = unknown(query, selection.rest(), explore);
    int chances = Math.min(explore.most(), Math.min(places.size(), unknown.size()));
    var dice = new SplittableRandom(Fnv.hash(query.recommendationId()));
    List<Scored> gaveWay = new ArrayList<>();
    List<Scored> entered = new ArrayList<>();
    for (int chance = 0; chance < chances; chance++) {
      List<Integer> its = dealt(places, chance, chances);
      double each = explore.share() / its.size();
      its.forEach(place -> chosen.set(place, chosen.get(place).by(1 - each)));
      if (dice.nextDouble() < explore.share()) {
        int place = its.get(dice.nextInt(its.size()));
        List<Scored> items = dealt(unknown, chance, chances);
        double[] probabilities =
            Thompson.probabilities(items.stream().map(one -> known(one, explore)).toList());
        int drawn = drawn(probabilities, dice.nextDouble());
        gaveWay.add(chosen.get(place).by(1));
        entered.add(items.get(drawn));
        chosen.set(place, explored(items.get(drawn)).by(each * probabilities[drawn]));
      }
    }
    List<Scored> rest = new ArrayList<>(gaveWay);
    selection.rest().stream().filter(one -> !entered.contains(one)).forEach(rest::add);
    return new Selection(
        chosen,
        rest,
        selection.dropped().stream()
            .filter(
                one -> entered.stream().noneMatch(e -> e.candidate().itemId().equals(one.itemId())))
            .toList());
  }

  /** Places that may be given to chance, from 0. */
  private static List<Integer> places(List<Scored> chosen, Explore explore) {
    return IntStream.range(explore.from() - 1, Math.min(explore.to(), chosen.size()))
        .filter(at -> !chosen.get(at).candidate().sources().contains(RuledSelector.PINNED))
        .boxed()
        .toList();
  }

  private List<Scored> unknown(Query query, List<Scored> rest, Explore explore) {
    return rest.stream()
        .filter(one -> met(one.candidate().number()) < explore.below())
        .filter(one -> !query.ruling().buries(one.candidate().stored()))
        .limit(POOL)
        .toList();
  }

  /** How often visitors met an item: impressions, views, purchases and all else. */
  private long met(int number) {
    ItemSignals of = signals.get(number);
    long events = of == null ? 0 : of.counts().values().stream().mapToLong(count -> count).sum();
    return Math.max(events, impressions.tally(number).shown());
  }

  private Thompson.Beta known(Scored one, Explore explore) {
    Tally tally = impressions.tally(one.candidate().number());
    return new Thompson.Beta(
        explore.positive() + tally.reactions(),
        explore.negative() + tally.shown() - tally.reactions());
  }

  private static Scored explored(Scored one) {
    Candidate candidate = one.candidate();
    return one.with(candidate.and(Candidate.of(candidate.number(), candidate.stored(), EXPLORED)));
  }

  private static <T> List<T> dealt(List<T> all, int hand, int hands) {
    return IntStream.iterate(hand, at -> at < all.size(), at -> at + hands)
        .mapToObj(all::get)
        .toList();
  }

  private static int drawn(double[] probabilities, double dice) {
    double sum = 0;
    for (int i = 0; i < probabilities.length - 1; i++) {
      sum += probabilities[i];
      if (dice < sum) {
        return i;
      }
    }
    return probabilities.length - 1;
  }
}
