package io.limpet.rivals;

import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.Splits;

/**
 * The split that {@code limpet train} would make, with every model learning again for the test. A
 * library with one vector a user cannot take in what the user did after its training, so without
 * this it would be asked about histories of which it knows less than others.
 */
final class FairSplit {
  private FairSplit() {}

  static Split of(Interactions all, long seed) {
    Split split = Splits.fitting(all, seed);
    if (split.isRefit()) {
      return split;
    }
    Part test = split.test();
    return new Split(
        split.protocol(),
        split.validation(),
        new Part(
            test.name(),
            LeaveOneOut.of(all, true).test().training(),
            test.whole(),
            test.cases(),
            test.description()));
  }
}
