package io.limpet.trainer.evaluate;

/** Which answers count, and which items may be in a list. */
public enum Scope {
  /** Only items the user had shown no interest in before; the history is taken out of the list. */
  FRESH("fresh"),
  /** Only items of the user's own history; nothing else is in the list. */
  REPEATS("repeats"),
  /** Everything the user took up; every item may be in the list. */
  ALL("all");

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  /** As in reports and manifests. */
  public String label() {
    return label;
  }
}
