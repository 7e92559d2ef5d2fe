package io.limpet.trainer.factor;

import io.limpet.trainer.model.History;

/** Makes the vector of a user out of what the user did. Owned by one thread. */
public interface UserVectors {
  /**
   * Writes the user's vector.
   *
   * @param to gets it, from {@code at} on
   * @return whether anything is known of the user; if not, nothing was written
   */
  boolean write(History history, float[] to, int at);
}
