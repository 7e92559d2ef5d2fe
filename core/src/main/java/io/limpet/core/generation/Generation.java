package io.limpet.core.generation;

import io.limpet.core.encoder.AttentionEncoder;
import io.limpet.core.encoder.DecayedMeanEncoder;
import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.HybridEncoder;
import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.ranking.Ranker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained generation, opened for use: item vectors, user encoder and content projection, which
 * are only comparable with each other. Immutable and thread-safe; vectors are mapped from the file.
 */
public final class Generation {
  /** Tensor [items, dimensions] of the vectors. */
  public static final String ITEM_VECTORS = "item.vectors";

  /** Tensor [items, inputs] that the encoder folds; absent when it is the vectors themselves. */
  public static final String ITEM_INPUTS = "item.inputs";

  private final Path directory;
  private final Manifest manifest;
  private final ItemTable items;
  private final UserEncoder encoder;
  private final Optional<ContentProjection> content;
  private final Tensors tensors;
  private final Optional<Ranker> ranker;
  private final Optional<Predictor> predictor;

  Generation(Path directory, Manifest manifest, ItemTable items, Tensors tensors) {
    this.directory = directory;
    this.manifest = manifest;
    this.items = items;
    this.encoder = encoder(manifest, tensors);
    this.content = ContentProjection.of(tensors);
    this.tensors = tensors;
    this.ranker = Ranker.of(manifest.parameters(), tensors);
    this.predictor = Predictor.of(manifest.parameters(), tensors);
    if (items.vectors().columns() != manifest.dimensions()
        || encoder.dimensions() != manifest.dimensions()
        || items.inputs().columns() != encoder.inputDimensions()) {
      throw new GenerationException(
          "generation %s says %d dimensions but has vectors of %d, an encoder of %d and inputs of %d"
              .formatted(
                  manifest.generation(),
                  manifest.dimensions(),
                  items.vectors().columns(),
                  encoder.dimensions(),
                  items.inputs().columns()));
    }
  }

  private static UserEncoder encoder(Manifest manifest, Tensors tensors) {
    return switch (manifest.encoder()) {
      case DecayedMeanEncoder.TYPE -> DecayedMeanEncoder.of(manifest.dimensions(), tensors);
      case PooledEncoder.TYPE -> PooledEncoder.of(tensors);
      case AttentionEncoder.TYPE -> AttentionEncoder.of(tensors);
      case HybridEncoder.TYPE -> HybridEncoder.of(tensors);
      case SequenceEncoder.EMA, SequenceEncoder.GRU ->
          SequenceEncoder.of(manifest.encoder(), tensors);
      default ->
          throw new GenerationException(
              "generation %s has an encoder of type \"%s\", which this release does not know; upgrade Limpet"
                  .formatted(manifest.generation(), manifest.encoder()));
    };
  }

  /** Its id. */
  public String id() {
    return manifest.generation();
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** What it says of itself. */
  public Manifest manifest() {
    return manifest;
  }

  /** Floats of a user or item vector. */
  public int dimensions() {
    return manifest.dimensions();
  }

  /** The items it was trained on. */
  public ItemTable items() {
    return items;
  }

  /** The user encoder. */
  public UserEncoder encoder() {
    return encoder;
  }

  /** Makes vectors of new items, if the generation has learned to. */
  public Optional<ContentProjection> content() {
    return content;
  }

  /** All that it holds, by name, mapped: a training goes on from it. */
  public Tensors tensors() {
    return tensors;
  }

  /** Ranks what was recalled, if the generation brings it. */
  public Optional<Ranker> ranker() {
    return ranker;
  }

  /** Tells what visitors will do, if the generation brings it. */
  public Optional<Predictor> predictor() {
    return predictor;
  }

  /** The state after a history, oldest first; items it does not know are passed over. */
  public EncoderState encode(List<RecentItem> history) {
    EncoderState state = encoder.newState();
    float[] input = new float[encoder.inputDimensions()];
    for (RecentItem recent : history) {
      int row = items.row(recent.itemId());
      if (row >= 0) {
        items.inputs().row(row, input);
        encoder.fold(state, input, recent.type(), recent.timestampMillis());
      }
    }
    return state;
  }
}
