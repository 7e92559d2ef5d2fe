package io.limpet.search.filter;

import io.limpet.core.event.Faults;
import io.limpet.search.filter.Token.Kind;

/** Cuts a filter into words. */
final class FilterLexer {
  private final String text;
  private int at;

  FilterLexer(String text) {
    this.text = text;
  }

  Token next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int begin = at;
    if (at == text.length()) {
      return new Token(Kind.END, "", begin);
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return quoted(c);
    }
    if (Character.isLetter(c) || c == '_') {
      while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      return new Token(Kind.WORD, text.substring(begin, at), begin);
    }
    if (Character.isDigit(c) || c == '-' || c == '.') {
      at++;
      while (at < text.length() && isNumberPart(at)) {
        at++;
      }
      return new Token(Kind.NUMBER, text.substring(begin, at), begin);
    }
    if (c == '+') {
      at++;
      return new Token(Kind.SYMBOL, "+", begin);
    }
    return symbol(c);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private boolean isNumberPart(int i) {
    char c = text.charAt(i);
    boolean afterExponent = text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E';
    return isWordPart(c) || c == '.' || ((c == '-' || c == '+') && afterExponent);
  }

  private Token symbol(char c) {
    int begin = at++;
    if ("()=,".indexOf(c) >= 0) {
      return new Token(Kind.SYMBOL, String.valueOf(c), begin);
    }
    boolean equalsFollows = at < text.length() && text.charAt(at) == '=';
    if (c == '<' || c == '>' || (c == '!' && equalsFollows)) {
      at += equalsFollows ? 1 : 0;
      return new Token(Kind.SYMBOL, text.substring(begin, at), begin);
    }
    throw new FilterException(
        begin,
        "\"%s\" means nothing here; quote texts like this: brand = \"x\""
            .formatted(Faults.shown(String.valueOf(c))));
  }

  private Token quoted(char quote) {
    int begin = at++;
    var value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return new Token(Kind.TEXT, value.toString(), begin);
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    throw new FilterException(begin, "this text has no end; close it with " + quote);
  }
}
