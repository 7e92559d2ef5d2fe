package io.limpet.search.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.limpet.core.rule.RuleRecord;
import io.limpet.search.ingest.FollowedWriter;
import io.limpet.search.state.Catalogue;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SetupException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Changes rules: checks them, also against each other, writes them to {@code limpet.rules} and
 * waits until this service follows. Thread-safe, one change at a time.
 */
public final class RuleDesk {
  /** Rules there may be: every answer asks each whether it applies. */
  static final int RULES = 500;

  private final RuleStore store;
  private final Catalogue catalogue;
  private final FollowedWriter<RuleRecord> topic;
  private final LongSupplier clock;

  public RuleDesk(
      RuleStore store, Catalogue catalogue, FollowedWriter<RuleRecord> topic, LongSupplier clock) {
    this.store = store;
    this.catalogue = catalogue;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Reads a rule and checks it against the others.
   *
   * @throws SetupException when it is none
   * @throws ConflictException when another rule wants the opposite; names both
   */
  public Rule checked(String id, JsonNode document) {
    Rule rule = RuleReader.read(id, document);
    List<Rule> others = store.all();
    if (store.get(id) == null && others.size() >= RULES) {
      throw new SetupException(
          "", "there are %d rules; delete some that are over first".formatted(others.size()));
    }
    Contradictions.of(rule, others, catalogue)
        .ifPresent(
            reason -> {
              throw new ConflictException(reason);
            });
    return rule;
  }

  /**
   * Puts a rule, new or in place of the one of this id.
   *
   * @throws SetupException when it is none
   * @throws ConflictException when another rule wants the opposite
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void put(String id, JsonNode document, String by) {
    write(id, checked(id, document).document(), by);
  }

  /**
   * Deletes a rule; its history stays.
   *
   * @throws NoSuchElementException when there is none
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized void delete(String id, String by) {
    if (store.get(id) == null) {
      throw new NoSuchElementException("there is no rule \"%s\"".formatted(id));
    }
    write(id, NullNode.getInstance(), by);
  }

  private void write(String id, JsonNode after, String by) {
    RuleRecord before = store.record(id);
    RuleRecord record = before == null ? new RuleRecord(after, List.of()) : before;
    topic.write(id, record.with(new RuleRecord.Change(by, clock.getAsLong(), after)));
  }
}
