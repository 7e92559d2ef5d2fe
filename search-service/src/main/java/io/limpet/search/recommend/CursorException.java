package io.limpet.search.recommend;

/** A cursor that leads nowhere; says why and how to go on. */
public final class CursorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean gone;

  private CursorException(boolean gone, String message) {
    super(message, null, false, false);
    this.gone = gone;
  }

  static CursorException bad(String message) {
    return new CursorException(false, message);
  }

  static CursorException gone(String message) {
    return new CursorException(
        true, message + "; ask again without the cursor to begin a new answer");
  }

  /** Whether it was good once. */
  public boolean isGone() {
    return gone;
  }
}
