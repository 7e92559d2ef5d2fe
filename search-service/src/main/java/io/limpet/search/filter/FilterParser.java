package io.limpet.search.filter;

import io.limpet.search.filter.ItemFilter.Side;
import io.limpet.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * value      = a quoted text | a number
 * </pre>
 */
final class FilterParser {
  /** Characters of a filter. */
  static final int LENGTH = 4_000;

  /** Parentheses and nots within each other. */
  static final int DEPTH = 50;

  private static final String FIELDS =
      Stream.concat(
              Arrays.stream(TextField.values()).map(TextField::text),
              Arrays.stream(NumberField.values()).map(NumberField::text))
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
    for (TextField field : TextField.values()) {
      if (field.text().equals(name.text())) {
        return text(field);
      }
    }
    throw new FilterException(
        name.position(), name.shown() + " is not a field; the fields are " + FIELDS);
  }

  private ItemFilter number(NumberField field) {
    Side side =
        switch (token.text()) {
          case "<" -> Side.BELOW;
          case "<=" -> Side.AT_MOST;
          case ">" -> Side.ABOVE;
          case ">=" -> Side.AT_LEAST;
          default -> null;
        };
    if (side != null && token.kind() == Kind.SYMBOL) {
      advance();
      return new ItemFilter.Compare(field, side, numberValue(field));
    }
    Set<Double> values = new HashSet<>();
    boolean negated = values(() -> values.add(numberValue(field)));
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
    boolean negated = values(() -> values.add(textValue(field)));
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

  private double numberValue(NumberField field) {
    Double value = token.kind() == Kind.NUMBER ? finite(token.text()) : null;
    if (value == null) {
      throw expected(
          "a number, since %s is one%s"
              .formatted(field.text(), token.kind() == Kind.TEXT ? " (leave the quotes out)" : ""));
    }
    advance();
    return value;
  }

  private static @Nullable Double finite(String text) {
    try {
      double value = Double.parseDouble(text);
      // Java also reads "1f" and "0x1p3"; a filter does not.
      boolean plain = text.chars().noneMatch(c -> Character.isLetter(c) && c != 'e' && c != 'E');
      return plain && Double.isFinite(value) ? value + 0.0 : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String textValue(TextField field) {
    if (token.kind() != Kind.TEXT && token.kind() != Kind.NUMBER) {
      throw expected("a text in quotes to compare " + field.text() + " with");
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
