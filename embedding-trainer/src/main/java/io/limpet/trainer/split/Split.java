package io.limpet.trainer.split;

/**
 * A protocol's two parts: choose on the first, report the second once.
 *
 * @param protocol {@code temporal} or {@code leave-one-out}
 */
public record Split(String protocol, Part validation, Part test) {
  /**
   * Whether the model that answers the test learns again, from the validation's answers too. If
   * not, both parts are learned from the same interactions, and one training serves them.
   */
  public boolean isRefit() {
    return validation.training() != test.training();
  }
}
