package io.limpet.search.rule;

import io.limpet.core.item.CatalogueItem;
import io.limpet.search.rule.Rule.Action;
import io.limpet.search.state.Catalogue;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/** Rules that cannot both be followed in one answer. */
final class Contradictions {
  private Contradictions() {}

  /** Why the rule cannot stand beside the others, with both named; nothing if it can. */
  static Optional<String> of(Rule rule, Collection<Rule> others, Catalogue catalogue) {
    return others.stream()
        .filter(other -> !other.id().equals(rule.id()) && rule.scope().meets(other.scope()))
        .flatMap(
            other ->
                between(rule, other, catalogue).or(() -> between(other, rule, catalogue)).stream())
        .findFirst()
        .map(
            reason ->
                reason + "; change one of them, or their surfaces, segments, queries or dates");
  }

  private static Optional<String> between(Rule a, Rule b, Catalogue catalogue) {
    boolean contradict =
        switch (a.action()) {
          case PIN ->
              switch (b.action()) {
                case PIN -> (a.position() == b.position()) != a.pinned().equals(b.pinned());
                case HIDE, BURY -> isAbout(b, a.pinned(), catalogue);
                case ONLY -> !isAbout(b, a.pinned(), catalogue);
                case BOOST -> false;
              };
          case BOOST ->
              (b.action() == Action.BURY || b.action() == Action.HIDE) && share(a, b, catalogue);
          case ONLY -> b.action() == Action.HIDE && share(a, b, catalogue);
          case BURY, HIDE -> false;
        };
    return contradict
        ? Optional.of(
            "rule \"%s\" (%s) contradicts rule \"%s\" (%s)"
                .formatted(a.id(), said(a), b.id(), said(b)))
        : Optional.empty();
  }

  private static String said(Rule rule) {
    return rule.action() == Action.PIN
        ? "pin %s to position %d".formatted(rule.pinned(), rule.position())
        : rule.action().text();
  }

  private static boolean isAbout(Rule rule, String itemId, Catalogue catalogue) {
    CatalogueItem item = catalogue.get(itemId);
    return rule.items().contains(itemId) || (item != null && rule.matches(item));
  }

  /** Whether both are about the same: an item that is named, or the same filter. */
  private static boolean share(Rule a, Rule b, Catalogue catalogue) {
    return !Collections.disjoint(a.items(), b.items())
        || (a.filter() != null && a.filter().equals(b.filter()))
        || a.items().stream().anyMatch(item -> isAbout(b, item, catalogue))
        || b.items().stream().anyMatch(item -> isAbout(a, item, catalogue));
  }
}
