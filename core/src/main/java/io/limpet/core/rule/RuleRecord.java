package io.limpet.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A merchandiser's rule with its history: what {@code limpet.rules} carries. Core keeps the rule as
 * it was given; the service knows what may stand in it.
 *
 * @param rule the JSON object of the rule, null once it was deleted
 * @param changes who changed it, oldest first, the last {@link #CHANGES}
 */
public record RuleRecord(JsonNode rule, List<Change> changes) {
  /** Changes kept of a rule. */
  public static final int CHANGES = 50;

  public RuleRecord {
    rule = Objects.requireNonNullElse(rule, NullNode.getInstance());
    changes = List.copyOf(Objects.requireNonNull(changes, "changes are missing"));
  }

  /**
   * One change of a rule.
   *
   * @param by who changed it, empty if nobody said
   * @param atMillis when, epoch milliseconds
   * @param after the rule as it was from then on, null if it was deleted
   */
  public record Change(String by, long atMillis, JsonNode after) {
    public Change {
      by = Objects.requireNonNullElse(by, "");
      after = Objects.requireNonNullElse(after, NullNode.getInstance());
    }
  }

  /** Whether there is a rule. */
  public boolean isThere() {
    return !rule.isNull();
  }

  /** The record after one more change. */
  public RuleRecord with(Change change) {
    List<Change> next = new ArrayList<>(changes);
    next.add(change);
    int from = Math.max(0, next.size() - CHANGES);
    return new RuleRecord(change.after(), next.subList(from, next.size()));
  }
}
