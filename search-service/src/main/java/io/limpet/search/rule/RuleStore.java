package io.limpet.search.rule;

import io.limpet.core.rule.RuleRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The rules in use, as {@code limpet.rules} has them. One thread writes, any number read. */
public final class RuleStore {
  private final ConcurrentSkipListMap<String, RuleRecord> records = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Rule> rules = new ConcurrentSkipListMap<>();

  /**
   * Takes in a record of the topic; one that cannot be read ends the rule.
   *
   * @throws io.limpet.search.surface.SetupException when the rule is none
   */
  public void take(String id, @Nullable RuleRecord record) {
    if (record == null) {
      records.remove(id);
      rules.remove(id);
      return;
    }
    records.put(id, record);
    rules.remove(id);
    if (record.isThere()) {
      rules.put(id, RuleReader.read(id, record.rule()));
    }
  }

  /** All rules, by id. */
  public List<Rule> all() {
    return List.copyOf(rules.values());
  }

  /** The rule of this id, null if there is none. */
  public @Nullable Rule get(String id) {
    return rules.get(id);
  }

  /** The history of a rule, also of one that was deleted; null if there never was one. */
  public @Nullable RuleRecord record(String id) {
    return records.get(id);
  }

  /** The histories of all rules there ever were. */
  public Map<String, RuleRecord> records() {
    return Map.copyOf(records);
  }

  /** Those of the rules that apply to an answer. */
  public static List<Rule> active(
      List<Rule> rules,
      String surface,
      Set<String> segments,
      @Nullable String query,
      long nowMillis) {
    return rules.isEmpty()
        ? rules
        : rules.stream()
            .filter(rule -> rule.scope().holds(surface, segments, query, nowMillis))
            .toList();
  }
}
