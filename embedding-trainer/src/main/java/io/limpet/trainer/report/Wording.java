package io.limpet.trainer.report;

import io.limpet.trainer.split.Split;

/** What table and page both say. */
final class Wording {
  private Wording() {}

  static String refit(Split split) {
    return split.isRefit()
        ? "With refit: for the test, models learn again, from the validation's answers too."
        : "No refit: the test is answered by what was learned before validation; only histories go on.";
  }
}
