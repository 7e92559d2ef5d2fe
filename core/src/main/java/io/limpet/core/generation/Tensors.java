package io.limpet.core.generation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tensors by name. */
public final class Tensors {
  private final TreeMap<String, Tensor> byName;

  public Tensors(Map<String, Tensor> byName) {
    this.byName = new TreeMap<>(byName);
  }

  /**
   * The tensor of this name.
   *
   * @throws GenerationException when there is none
   */
  public Tensor get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new GenerationException(
                    "tensor " + name + " is missing; there are " + byName.keySet()));
  }

  /** The tensor of this name, if there is one. */
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those whose names begin like this, by what is left of their names. */
  public Tensors below(String prefix) {
    Map<String, Tensor> own = new TreeMap<>();
    byName.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), tensor);
          }
        });
    return new Tensors(own);
  }

  /** All of them, by name. */
  public Map<String, Tensor> asMap() {
    return Map.copyOf(byName);
  }
}
