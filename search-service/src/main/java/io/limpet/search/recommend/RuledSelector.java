package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.Ruling;
import io.limpet.search.state.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What another selector chooses, with pinned items at their places. A pinned item need not be
 * brought by a source, and is shown to those who know it; but it has to be on sale, in stock,
 * offered here, and within the wishes of caller and surface.
 */
final class RuledSelector implements Selector {
  /** The source that a pinned item is said to come from. */
  static final String PINNED = "pinned";

  private final Selector selector;
  private final Catalogue catalogue;
  private final List<Filter> filters;

  /**
   * @param filters what also a pinned item has to pass
   */
  RuledSelector(Selector selector, Catalogue catalogue, List<Filter> filters) {
    this.selector = selector;
    this.catalogue = catalogue;
    this.filters = List.copyOf(filters);
  }

  @Override
  public Selection select(Query query, List<Scored> scored) {
    SortedMap<Integer, Scored> pins = new TreeMap<>();
    query.ruling().pins(query.limit()).forEach(rule -> pin(query, rule, scored, pins));
    if (pins.isEmpty()) {
      return selector.select(query, scored);
    }
    Set<Integer> pinned =
        pins.values().stream().map(one -> one.candidate().number()).collect(Collectors.toSet());
    Selection selection =
        selector.select(
            query,
            scored.stream().filter(one -> !pinned.contains(one.candidate().number())).toList());
    List<Scored> all = Ruling.placed(pins, selection.chosen());
    int shown = Math.min(query.limit(), all.size());
    List<Scored> rest = new ArrayList<>(all.subList(shown, all.size()));
    rest.addAll(selection.rest());
    return new Selection(List.copyOf(all.subList(0, shown)), rest, selection.dropped());
  }

  private void pin(Query query, Rule rule, List<Scored> scored, Map<Integer, Scored> pins) {
    int number = catalogue.ids().find(rule.pinned());
    CatalogueItem item = catalogue.get(number);
    if (item == null) {
      return;
    }
    Scored known =
        scored.stream()
            .filter(one -> one.candidate().number() == number)
            .findFirst()
            .orElseGet(() -> new Scored(Candidate.of(number, item, PINNED), 0, Map.of()));
    if (filters.stream().allMatch(filter -> filter.objection(query, known.candidate()).isEmpty())) {
      Candidate candidate =
          known.candidate().sources().contains(PINNED)
              ? known.candidate()
              : known.candidate().and(Candidate.of(number, item, PINNED));
      pins.put(rule.position(), known.with(candidate));
    }
  }
}
