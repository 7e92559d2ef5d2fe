package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.item.CatalogueItem;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.Rule.Action;
import io.limpet.search.rule.Ruling;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of rules. */
final class RuleView {
  private RuleView() {}

  /** A rule as it was put. */
  public record One(String id, @Schema(type = "object") JsonNode rule) {
    static One of(Rule rule) {
      return new One(rule.id(), rule.document());
    }
  }

  /**
   * A change of a rule.
   *
   * @param by who changed it, if somebody said
   * @param after the rule from then on; absent if it was deleted
   */
  public record Changed(
      String id,
      String at,
      @Nullable String by,
      @Schema(type = "object") @Nullable JsonNode after) {}

  /**
   * A rule that applies to an answer.
   *
   * @param items of the answer that it is about
   */
  public record Fired(String id, String action, List<String> items) {}

  /**
   * What a rule would change.
   *
   * @param before the items without it, in order
   * @param after the items with it
   * @param entered those that only it brings in
   * @param left those that it takes out
   */
  public record Preview(
      List<String> before, List<String> after, List<String> entered, List<String> left) {
    static Preview of(List<String> before, List<String> after) {
      return new Preview(
          before,
          after,
          after.stream().filter(id -> !before.contains(id)).toList(),
          before.stream().filter(id -> !after.contains(id)).toList());
    }
  }

  /** The rules that applied, with those of the items shown that each is about. */
  static List<Fired> fired(Ruling ruling, List<CatalogueItem> shown) {
    return ruling.rules().stream()
        .map(
            rule ->
                new Fired(
                    rule.id(),
                    rule.action().text(),
                    rule.action() == Action.HIDE
                        ? List.of()
                        : shown.stream()
                            .filter(rule::matches)
                            .map(item -> item.item().itemId())
                            .toList()))
        .toList();
  }
}
