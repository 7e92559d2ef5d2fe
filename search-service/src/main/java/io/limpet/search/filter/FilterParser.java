package io.limpet.search.filter;

import io.limpet.core.event.Faults;
import io.limpet.core.event.Timestamps;
import io.limpet.search.filter.ItemFilter.Side;
import io.limpet.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters by recursive descent:
 *
 * <pre>
 * filter     = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | "(" filter ")" | comparison
 * comparison = field ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) value
 *            | field [ "not" ] "in" "(" value { "," value } ")"
 *            | "category" "under" ( text | "(" text { "," text } ")" )
 * field      = a name | "attribute." and the name of an attribute
 * value      = a quoted text | a number
 *            | of times: a quoted RFC 3339 time or date | "now" [ ( "-" | "+" ) number ( "m" | "h" | "d" | "w" ) ]
 * </pre>
 */
final class FilterParser {
  /** Characters of a filter. */
  static final int LENGTH = 4_000;

  /** Parentheses and nots within each other. */
  static final int DEPTH = 50;

  private static final String ATTRIBUTE = TextField.ATTRIBUTE.text() + ".";
  private static final Pattern SPAN = Pattern.compile("([+-])(\\d{1,6})([mhdw])");

  private static final String FIELDS =
      Stream.concat(
              Arrays.stream(TextField.values()).map(TextField::text),
              Stream.concat(
                  Arrays.stream(NumberField.values()).map(NumberField::text),
                  Arrays.stream(TimeField.values()).map(TimeField::text)))
          .collect(Collectors.joining(", "));

  private final FilterLexer lexer;
  private Token token;
  private int depth;

  FilterParser(String text) {
    if (text.length() > LENGTH) {
      throw new FilterException(
          LENGTH,
          "the filter is %d characters long; give at most %d".formatted(text.length(), LENGTH));
    }
    this.lexer = new FilterLexer(text);
    this.token = lexer.next();
  }

  ItemFilter parse() {
    if (token.kind() == Kind.END) {
      return ItemFilter.ALL;
    }
    ItemFilter filter = or();
    if (token.kind() != Kind.END) {
      throw expected("and, or, or the end");
    }
    return filter;
  }

  private ItemFilter or() {
    List<ItemFilter> of = new ArrayList<>(List.of(and()));
    while (token.isWord("or")) {
      advance();
      of.add(and());
    }
    return of.size() == 1 ? of.getFirst() : new ItemFilter.Or(of);
  }

  private ItemFilter and() {
    List<ItemFilter> of = new ArrayList<>(List.of(not()));
    while (token.isWord("and")) {
      advance();
      of.add(not());
    }
    return of.size() == 1 ? of.getFirst() : new ItemFilter.And(of);
  }

  private ItemFilter not() {
    if (++depth > DEPTH) {
      throw new FilterException(
          token.position(), "more than " + DEPTH + " parentheses and nots in each other");
    }
    try {
      if (token.isWord("not")) {
        advance();
        return new ItemFilter.Not(not());
      }
      if (token.is("(")) {
        advance();
        ItemFilter inner = or();
        take(")");
        return inner;
      }
      return comparison();
    } finally {
      depth--;
    }
  }

  private ItemFilter comparison() {
    Token name = token;
    if (name.kind() != Kind.WORD) {
      throw expected("a field (" + FIELDS + ")");
    }
    advance();
    for (NumberField field : NumberField.values()) {
      if (field.text().equals(name.text())) {
        return number(field);
      }
    }
    for (TimeField field : TimeField.values()) {
      if (field.text().equals(name.text())) {
        return time(field);
      }
    }
    if (name.text().startsWith(ATTRIBUTE) && name.text().length() > ATTRIBUTE.length()) {
      return attribute(name.text());
    }
    if (name.text().equals(TextField.CATEGORY.text()) && token.isWord("under")) {
      advance();
      return under();
    }
    for (TextField field : TextField.values()) {
      if (field.text().equals(name.text())) {
        return text(field);
      }
    }
    throw new FilterException(
        name.position(), name.shown() + " is not a field; the fields are " + FIELDS);
  }

  private @Nullable Side side() {
    if (token.kind() != Kind.SYMBOL) {
      return null;
    }
    return switch (token.text()) {
      case "<" -> Side.BELOW;
      case "<=" -> Side.AT_MOST;
      case ">" -> Side.ABOVE;
      case ">=" -> Side.AT_LEAST;
      default -> null;
    };
  }

  private ItemFilter time(TimeField field) {
    Side side = side();
    if (side == null) {
      throw expected("<, <=, > or >=, since %s is a time".formatted(field.text()));
    }
    advance();
    boolean fromNow = token.isWord("now");
    if (!fromNow) {
      OptionalLong at = token.kind() == Kind.TEXT ? moment(token.text()) : OptionalLong.empty();
      long millis =
          at.orElseThrow(
              () -> expected("a time (\"2026-01-31\", \"2026-01-31T12:00:00Z\", now, now - 14d)"));
      advance();
      return new ItemFilter.When(field, side, millis, false);
    }
    advance();
    return new ItemFilter.When(field, side, span(), true);
  }

  private static OptionalLong moment(String text) {
    return Timestamps.ofRfc3339(text.length() == 10 ? text + "T00:00:00Z" : text);
  }

  /** What follows now: nothing, -14d, - 14d. */
  private long span() {
    if (token.kind() != Kind.NUMBER && !token.is("+")) {
      return 0;
    }
    String text = token.text();
    Token begin = token;
    advance();
    if (text.equals("-") || text.equals("+")) {
      text += token.text();
      advance();
    }
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new FilterException(
          begin.position(),
          "\"%s\" stands where so long before or after now should, -14d or +12h for one; the units"
                  .formatted(Faults.shown(text))
              + " are m, h, d and w");
    }
    long unit =
        switch (span.group(3)) {
          case "m" -> 60_000L;
          case "h" -> 3_600_000L;
          case "d" -> 86_400_000L;
          default -> 7 * 86_400_000L;
        };
    return (span.group(1).equals("-") ? -1 : 1) * Long.parseLong(span.group(2)) * unit;
  }

  private ItemFilter attribute(String name) {
    String prefix = name.substring(ATTRIBUTE.length()) + "=";
    Side side = side();
    if (side != null) {
      advance();
      return new ItemFilter.AttributeCompare(prefix, side, numberValue(name));
    }
    Set<String> values = new HashSet<>();
    boolean negated = values(() -> values.add(textValue(name)));
    return negate(negated, new ItemFilter.AttributeIn(prefix, values));
  }

  private ItemFilter under() {
    List<String> path = new ArrayList<>();
    if (token.is("(")) {
      advance();
      path.add(textValue("category"));
      while (token.is(",")) {
        advance();
        path.add(textValue("category"));
      }
      take(")");
    } else {
      path.add(textValue("category"));
    }
    return new ItemFilter.Under(path);
  }

  private ItemFilter number(NumberField field) {
    Side side = side();
    if (side != null) {
      advance();
      return new ItemFilter.Compare(field, side, numberValue(field.text()));
    }
    Set<Double> values = new HashSet<>();
    boolean negated = values(() -> values.add(numberValue(field.text())));
    return negate(negated, new ItemFilter.NumberIn(field, values));
  }

  private ItemFilter text(TextField field) {
    if (token.is("<") || token.is("<=") || token.is(">") || token.is(">=")) {
      throw new FilterException(
          token.position(),
          "%s is a text and cannot be compared with %s; use =, != or in"
              .formatted(field.text(), token.text()));
    }
    Set<String> values = new HashSet<>();
    boolean negated = values(() -> values.add(textValue(field.text())));
    return negate(negated, new ItemFilter.TextIn(field, values));
  }

  private static ItemFilter negate(boolean negated, ItemFilter filter) {
    return negated ? new ItemFilter.Not(filter) : filter;
  }

  /** Reads what follows a field, =, != or a list, and says whether it is negated. */
  private boolean values(Runnable value) {
    boolean negated = token.is("!=") || token.isWord("not");
    if (token.is("=") || token.is("!=")) {
      advance();
      value.run();
      return negated;
    }
    if (negated) {
      advance();
    }
    if (!token.isWord("in")) {
      throw expected(negated ? "in" : "=, !=, <, <=, >, >= or in");
    }
    advance();
    take("(");
    value.run();
    while (token.is(",")) {
      advance();
      value.run();
    }
    take(")");
    return negated;
  }

  private double numberValue(String field) {
    Double value = token.kind() == Kind.NUMBER ? finite(token.text()) : null;
    if (value == null) {
      throw expected(
          "a number, since %s is one%s"
              .formatted(field, token.kind() == Kind.TEXT ? " (leave the quotes out)" : ""));
    }
    advance();
    return value;
  }

  static @Nullable Double finite(String text) {
    try {
      double value = Double.parseDouble(text);
      // Java also reads "1f" and "0x1p3"; a filter does not.
      boolean plain = text.chars().noneMatch(c -> Character.isLetter(c) && c != 'e' && c != 'E');
      return plain && Double.isFinite(value) ? value + 0.0 : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String textValue(String field) {
    if (token.kind() != Kind.TEXT && token.kind() != Kind.NUMBER) {
      throw expected("a text in quotes to compare " + field + " with");
    }
    String value = token.text();
    advance();
    return value;
  }

  private void take(String symbol) {
    if (!token.is(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
    advance();
  }

  private void advance() {
    token = lexer.next();
  }

  private FilterException expected(String what) {
    return new FilterException(
        token.position(), token.shown() + " stands where " + what + " should");
  }
}
