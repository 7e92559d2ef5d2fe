package io.limpet.search.filter;

/** A text that is not a filter. */
public final class FilterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int position;

  FilterException(int position, String message) {
    super("at character " + (position + 1) + ": " + message, null, false, false);
    this.position = position;
  }

  /** Where in the text, from 0. */
  public int position() {
    return position;
  }
}
