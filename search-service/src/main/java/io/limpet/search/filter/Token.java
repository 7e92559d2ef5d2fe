package io.limpet.search.filter;

/**
 * A word of a filter.
 *
 * @param kind what it is
 * @param text as it stands there; of a text, what is between the quotes
 * @param position where it begins, from 0
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    WORD,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  /** As a message shows it. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "the text \"" + cut(text) + "\"";
      default -> "\"" + cut(text) + "\"";
    };
  }

  private static String cut(String text) {
    return io.limpet.core.event.Faults.shown(text);
  }
}
