package io.limpet.standalone.retrain;

import java.util.List;
import java.util.Optional;

/** What a {@link Retrainer} has done for it. */
interface Workshop {
  /** The generation in use, if there is one. */
  Optional<String> current();

  /**
   * Trains.
   *
   * @param attempt how, from what, and up to when
   * @param resume whether to go on where the same attempt was interrupted
   * @return the generation that was published; nothing when there was nothing new to learn from
   * @throws io.limpet.standalone.FailedException when it failed, or the gate refused
   */
  Optional<String> train(Past.Attempt attempt, boolean resume);

  /**
   * Puts a generation to use.
   *
   * @throws io.limpet.standalone.FailedException when it cannot be served
   */
  void release(String generation);

  /**
   * Deletes old generations that nobody needs.
   *
   * @return those that were deleted
   */
  List<String> prune();
}
