package io.limpet.trainer.split;

import java.util.Set;

/**
 * One question to a model: after this history, what came next? The history is rows {@code from} to
 * {@code to} of the interactions that were split, all of one user.
 *
 * @param user number of the user
 * @param from first row of the history
 * @param to the row after its last
 * @param fresh items the user took up afterwards and had shown no interest in before
 * @param repeats items the user came back to
 */
public record Case(int user, int from, int to, Set<Integer> fresh, Set<Integer> repeats) {

  public Case {
    fresh = Set.copyOf(fresh);
    repeats = Set.copyOf(repeats);
  }

  /** Interactions in the history. */
  public int length() {
    return to - from;
  }
}
