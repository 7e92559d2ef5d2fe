package io.limpet.trainer.warm;

import io.limpet.core.encoder.HybridEncoder;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.ItemTable;
import io.limpet.core.generation.Tensors;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a generation holds of one encoder: of all of it, or of one part of a hybrid, whose numbers
 * stand beside those of the other part. Items are found by their ids. Immutable.
 */
public final class Origin {
  /** Setting of a hybrid: how much of the pooled part is in the sum, 0 to 1. */
  public static final String POOLED_SHARE = "pooled_share";

  private final Generation generation;
  private final Tensors tensors;
  private final Map<String, String> parameters;
  private final int vectorsAt;
  private final int inputsAt;
  private final float scale;

  private Origin(Generation generation, String part, int vectorsAt, int inputsAt, float scale) {
    this.generation = generation;
    this.tensors =
        generation.encoder() instanceof HybridEncoder
            ? generation.tensors().below(part)
            : generation.tensors();
    this.parameters = parametersOf(generation, part);
    this.vectorsAt = vectorsAt;
    this.inputsAt = inputsAt;
    this.scale = scale;
  }

  /** The sequence encoder of a generation. */
  public static Origin sequence(Generation generation) {
    return new Origin(generation, HybridEncoder.SEQUENCE, 0, 0, 1);
  }

  /** The pooled encoder of a generation. */
  public static Origin pooled(Generation generation) {
    if (!(generation.encoder() instanceof HybridEncoder hybrid)) {
      return new Origin(generation, HybridEncoder.POOLED, 0, 0, 1);
    }
    double share = share(generation).orElse(Double.NaN);
    if (!(share > 0 && share < 1)) {
      throw new GenerationException(
          "generation %s says a %s of %s, which no hybrid has; train without --warm-start"
              .formatted(generation.id(), POOLED_SHARE, share));
    }
    int before = hybrid.sequence().dimensions();
    return new Origin(
        generation,
        HybridEncoder.POOLED,
        before,
        hybrid.sequence().inputDimensions(),
        (float) ((1 - share) / share));
  }

  /** The share of the pooled part where the hybrid made the generation; else nothing. */
  public static Optional<Double> share(Generation generation) {
    return Optional.ofNullable(generation.manifest().parameters())
        .map(all -> all.get(POOLED_SHARE))
        .map(Double::parseDouble);
  }

  /** The settings of a part, those of the hybrid bear its name before theirs. */
  private static Map<String, String> parametersOf(Generation generation, String part) {
    Map<String, String> all = generation.manifest().parameters();
    Map<String, String> own = new HashMap<>();
    if (all != null) {
      String prefix = share(generation).isPresent() ? part : "";
      all.forEach(
          (name, value) -> {
            if (name.startsWith(prefix)) {
              own.put(name.substring(prefix.length()), value);
            }
          });
    }
    return own;
  }

  /** Id of the generation. */
  public String id() {
    return generation.id();
  }

  /** Type of the whole generation's encoder. */
  public String encoder() {
    return generation.manifest().encoder();
  }

  /** The moment that it was made for, epoch milliseconds: behind the last it has learned from. */
  public long nowMillis() {
    return Instant.parse(generation.manifest().training().to()).toEpochMilli() + 1;
  }

  /** What it was trained with, by name. */
  public Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  /** A setting; nothing when the generation does not say. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** A tensor of the encoder, under the name it has when the encoder stands alone. */
  public Optional<float[]> tensor(String name) {
    return tensors.find(name).map(tensor -> tensor.toArray());
  }

  /** Tensors of the whole generation: those of content belong to both parts. */
  public Tensors whole() {
    return generation.tensors();
  }

  private ItemTable items() {
    return generation.items();
  }

  /** The row of an item, -1 if the generation does not know it. */
  public int row(String itemId) {
    return items().row(itemId);
  }

  /** Copies the vector of a row, as it was before a hybrid weighed it. */
  public void vector(int row, float[] to, int at, int size) {
    int columns = items().vectors().columns();
    items().vectors().data().get(row * columns + vectorsAt, to, at, size);
    for (int c = at; c < at + size; c++) {
      to[c] *= scale;
    }
  }

  /** Copies the input of a row. */
  public void input(int row, float[] to, int at, int size) {
    int columns = items().inputs().columns();
    items().inputs().data().get(row * columns + inputsAt, to, at, size);
  }
}
