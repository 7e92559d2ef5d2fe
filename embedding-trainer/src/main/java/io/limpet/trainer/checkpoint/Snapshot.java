package io.limpet.trainer.checkpoint;

import java.util.Map;

/**
 * The state of a training at one moment.
 *
 * @param title which moment, for people: {@code epoch 3}
 * @param facts what is not an array, by name
 * @param arrays by name; those of the training itself, not copies
 */
public record Snapshot(String title, Map<String, String> facts, Map<String, float[]> arrays) {
  public Snapshot {
    facts = Map.copyOf(facts);
  }
}
