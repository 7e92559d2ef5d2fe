package io.limpet.trainer.checkpoint;

import java.util.Map;
import java.util.Optional;

/**
 * Where a part of a training leaves its state, and finds it again when the training goes on. A
 * model that never asks is simply trained again.
 */
public interface Checkpoint {
  /** Keeps nothing and holds nothing. */
  Checkpoint NONE =
      new Checkpoint() {
        @Override
        public Checkpoint of(String part) {
          return this;
        }

        @Override
        public boolean save(String name, Snapshot snapshot) {
          return true;
        }

        @Override
        public Optional<Map<String, String>> load(String name, Map<String, float[]> into) {
          return Optional.empty();
        }

        @Override
        public void keepOnly(String... names) {}
      };

  /** The checkpoint of a part of this part. */
  Checkpoint of(String part);

  /**
   * Writes a state in place of the one of this name, whole or not at all.
   *
   * @return whether it is on the disk; when not, people have been told and the older one is there
   */
  boolean save(String name, Snapshot snapshot);

  /**
   * Reads a state.
   *
   * @param into the arrays to fill, of the sizes that were saved
   * @return its facts, nothing if there is none
   * @throws CheckpointException when it is damaged or does not fit
   */
  Optional<Map<String, String>> load(String name, Map<String, float[]> into);

  /** Deletes the states of this part but those of these names. */
  void keepOnly(String... names);
}
