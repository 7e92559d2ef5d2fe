package io.limpet.search.rule;

import io.limpet.core.rule.RuleRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The rules in use, as {@code limpet.rules} has them. One thread writes, any number read. */
public final class RuleStore {
  /** The surface that stands for what a search finds. */
  private static final String SEARCH = "search";

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
  public static Ruling active(
      List<Rule> rules,
      String surface,
      Set<String> segments,
      @Nullable String query,
      long nowMillis) {
    return rules.isEmpty()
        ? Ruling.NONE
        : new Ruling(
            rules.stream()
                .filter(rule -> rule.scope().holds(surface, segments, query, nowMillis))
                .toList());
  }

  /**
   * Those that apply to what a search finds: rules that name the query, or the surface {@code
   * search}. What is wanted everywhere is wanted of recommendations; who typed words is looking for
   * something.
   */
  public static Ruling searching(
      List<Rule> rules, Set<String> segments, @Nullable String query, long nowMillis) {
    return active(
        rules.stream().filter(rule -> rule.scope().names(SEARCH)).toList(),
        SEARCH,
        segments,
        query,
        nowMillis);
  }
}
