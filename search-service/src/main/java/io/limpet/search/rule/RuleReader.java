package io.limpet.search.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Faults;
import io.limpet.search.filter.FilterException;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.rule.Rule.Action;
import io.limpet.search.rule.Rule.Scope;
import io.limpet.search.surface.Fields;
import io.limpet.search.surface.SetupException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rules from JSON and checks each by itself. */
public final class RuleReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Paths beside the rules. */
  private static final List<String> RESERVED = List.of("audit", "preview");

  private static final int ITEMS = 1_000;
  private static final int SCOPE = 100;
  private static final int PLACES = 100;

  private RuleReader() {}

  /**
   * Reads a rule.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  public static Rule read(String id, JsonNode document) {
    if (!ID.matcher(id).matches() || RESERVED.contains(id)) {
      throw new SetupException(
          "id",
          "id \"%s\" cannot name a rule; take up to 64 letters, digits, ., _ and -, not %s"
              .formatted(Faults.shown(id), String.join(" or ", RESERVED)));
    }
    Fields fields = Fields.of("", document);
    Action action = action(fields);
    Set<String> items = fields.texts("items", ITEMS, 256);
    ItemFilter filter = filter(fields);
    if (items.isEmpty() == (filter == null)) {
      throw new SetupException("items", "a rule is about items or a filter; give one of the two");
    }
    if (action == Action.PIN && items.size() != 1) {
      throw new SetupException("items", "a pin is about one item; give items with one id");
    }
    var unused = fields.text("note", 1_000);
    var rule =
        new Rule(
            id,
            action,
            items,
            filter,
            action == Action.PIN ? fields.integer("position", 1, PLACES, 1) : 0,
            action == Action.BOOST || action == Action.BURY
                ? fields.number("strength", 0.01, 10, 0.3)
                : 0,
            scope(fields),
            document);
    fields.end();
    return rule;
  }

  private static Action action(Fields fields) {
    String text = fields.text("action", 20);
    return Arrays.stream(Action.values())
        .filter(action -> action.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SetupException(
                    "action",
                    "action is %s; give one of %s"
                        .formatted(
                            text == null ? "missing" : "\"" + Faults.shown(text) + "\"",
                            Arrays.stream(Action.values())
                                .map(Action::text)
                                .collect(Collectors.joining(", ")))));
  }

  private static @Nullable ItemFilter filter(Fields fields) {
    String text = fields.text("filter", 4_000);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return ItemFilter.parse(text);
    } catch (FilterException e) {
      throw new SetupException("filter", "filter, " + e.getMessage());
    }
  }

  private static Scope scope(Fields fields) {
    var scope =
        new Scope(
            fields.texts("surfaces", SCOPE, 40),
            fields.texts("segments", SCOPE, 100),
            fields.texts("queries", SCOPE, 1_000).stream()
                .map(RuleReader::normal)
                .collect(Collectors.toUnmodifiableSet()),
            fields.time("from", Long.MIN_VALUE),
            fields.time("to", Long.MAX_VALUE));
    if (scope.fromMillis() >= scope.toMillis()) {
      throw new SetupException("to", "to is not after from; a rule needs some time to apply");
    }
    return scope;
  }

  /** A query as rules compare it: small letters, single spaces. */
  public static String normal(String query) {
    return query.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
