package io.limpet.trainer.evaluate;

import java.util.Arrays;
import java.util.Optional;

/** Which answers count, and which items may be in a list. */
public enum Scope {
  /** Only items the user had shown no interest in before; the history is taken out of the list. */
  FRESH("fresh"),
  /** Only items of the user's own history; nothing else is in the list. */
  REPEATS("repeats"),
  /** Everything the user took up; every item may be in the list. */
  ALL("all"),
  /**
   * Only fresh items that nobody had touched in training, and such items alone are ranked: how well
   * a model tells new items from each other.
   */
  COLD("cold");

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  /** The scope of this label. */
  public static Optional<Scope> find(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label.equals(label)).findFirst();
  }

  /** As in reports and manifests. */
  public String label() {
    return label;
  }
}
