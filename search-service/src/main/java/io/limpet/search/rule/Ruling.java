package io.limpet.search.rule;

import io.limpet.core.item.CatalogueItem;
import io.limpet.search.rule.Rule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The rules that apply to one answer, and what they want of an item. Recommendations and search ask
 * it alike.
 *
 * @param rules those that apply
 */
public record Ruling(List<Rule> rules) {
  /** No rule applies. */
  public static final Ruling NONE = new Ruling(List.of());

  /** Begins the name of the part of a score that a rule adds. */
  private static final String PART = "rule:";

  public Ruling {
    rules = List.copyOf(rules);
  }

  /** Why an item is left out, or nothing if it is not. */
  public Optional<String> objection(CatalogueItem item) {
    for (Rule rule : rules) {
      boolean hides =
          switch (rule.action()) {
            case HIDE -> rule.matches(item);
            case ONLY -> !rule.matches(item);
            case PIN, BOOST, BURY -> false;
          };
      if (hides) {
        return Optional.of("rule " + rule.id() + " leaves it out");
      }
    }
    return Optional.empty();
  }

  /** Whether no item is left out. */
  public boolean leavesAllIn() {
    return rules.stream()
        .noneMatch(rule -> rule.action() == Action.HIDE || rule.action() == Action.ONLY);
  }

  /** Whether any item is moved up or down. */
  public boolean moves() {
    return rules.stream()
        .anyMatch(rule -> rule.action() == Action.BOOST || rule.action() == Action.BURY);
  }

  /**
   * What each rule adds to the score of an item, by the name of the part: positive for what is
   * boosted, negative for what is buried.
   *
   * @param range between the highest and the lowest score of the answer; 0 counts as 1
   */
  public Map<String, Double> shifts(CatalogueItem item, double range) {
    Map<String, Double> shifts = new LinkedHashMap<>();
    for (Rule rule : rules) {
      boolean boosts = rule.action() == Action.BOOST;
      if ((boosts || rule.action() == Action.BURY) && rule.matches(item)) {
        shifts.put(PART + rule.id(), (boosts ? 1 : -1) * rule.strength() * (range > 0 ? range : 1));
      }
    }
    return shifts;
  }

  /** Whether a rule wants the item further down. */
  public boolean buries(CatalogueItem item) {
    return rules.stream().anyMatch(rule -> rule.action() == Action.BURY && rule.matches(item));
  }

  /** The rules that pin an item to one of the first places, by their ids. */
  public List<Rule> pins(int places) {
    return rules.stream()
        .filter(rule -> rule.action() == Action.PIN && rule.position() <= places)
        .sorted(Comparator.comparing(Rule::id))
        .toList();
  }

  /**
   * A list with pinned entries at their places, the others in their order around them.
   *
   * @param pins by place, from 1; beyond the end they follow at it
   */
  public static <T> List<T> placed(SortedMap<Integer, T> pins, List<T> others) {
    List<T> all = new ArrayList<>(others);
    pins.forEach((place, one) -> all.add(Math.min(place - 1, all.size()), one));
    return all;
  }
}
