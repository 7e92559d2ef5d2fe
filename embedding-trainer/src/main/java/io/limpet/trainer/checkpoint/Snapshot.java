package io.limpet.trainer.checkpoint;

import java.util.Map;

/**
 * The state of a training at one moment.
 *
 * @param title which moment, for people: {@code epoch 3}
 * @param facts what is not an array, by name; a state without any is of use to another only, and
 *     nobody is told that a training could go on from it
 * @param arrays by name; those of the training itself, not copies
 */
public record Snapshot(String title, Map<String, String> facts, Map<String, float[]> arrays) {
  public Snapshot {
    facts = Map.copyOf(facts);
  }
}
