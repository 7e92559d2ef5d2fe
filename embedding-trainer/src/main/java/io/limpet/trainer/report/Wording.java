package io.limpet.trainer.report;

import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import java.util.Locale;

/** What table and page both say. */
final class Wording {
  private Wording() {}

  static String refit(Split split) {
    return split.isRefit()
        ? "With refit: for the test, models learn again, from the validation's answers too."
        : "No refit: the test is answered by what was learned before validation; only histories go on.";
  }

  /** How hard it is to be right among the items that nobody met in training. */
  static String chance(Part test) {
    int cold = 0;
    for (boolean isMet : test.training().met()) {
      cold += isMet ? 0 : 1;
    }
    return String.format(
        Locale.ROOT,
        "Cold: %,d items that nobody met in training; any 20 of them have a Recall@20 of %.4f.",
        cold,
        cold == 0 ? 0 : Math.min(1, 20.0 / cold));
  }
}
