package io.limpet.trainer.cli;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.warm.Origin;
import io.limpet.trainer.warm.WarmStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code train --warm-start} goes on from, and whether there is anything to learn. */
final class WarmStartOption {
  /** Its value when none is given. */
  static final String NEWEST = "newest";

  private WarmStartOption() {}

  /** The generation that is meant. */
  static Generation generation(Path out, String named) {
    if (!Files.isDirectory(out)) {
      throw new UsageException(
          "--warm-start finds no registry " + out + "; train without it first");
    }
    Registry registry = new Registry(out);
    if (!named.equals(NEWEST)) {
      return registry.open(named);
    }
    List<String> all = registry.list();
    if (all.isEmpty()) {
      throw new UsageException(
          "--warm-start finds no generation in the registry; train without it first");
    }
    return registry.open(all.getLast());
  }

  /** Name of the model that made a generation, as far as that can be told. */
  static String model(Generation from, List<String> servable) {
    if (Origin.share(from).isPresent()) {
      return "hybrid";
    }
    String encoder = from.manifest().encoder();
    if (!servable.contains(encoder)) {
      throw new UsageException(
          "--warm-start: generation %s has an encoder of type %s, which none of %s makes; train without it"
              .formatted(from.id(), encoder, servable));
    }
    return encoder;
  }

  /** The model as it goes on from the generation. */
  static EmbeddingModel from(EmbeddingModel model, Generation generation) {
    if (model instanceof WarmStart able) {
      return able.from(generation);
    }
    throw new UsageException(
        "--warm-start: %s always begins anew; leave it out".formatted(model.name()));
  }

  /**
   * The generation that has learned from all of this already, if there is one.
   *
   * @param orNewest whether the newest of the registry is to be asked, by its fingerprint
   * @param origin a generation to be asked by time, or null
   */
  static Optional<String> unchangedSince(
      Interactions rows, Registry registry, boolean orNewest, @Nullable String origin) {
    if (origin != null) {
      Instant to = Instant.parse(registry.manifest(origin).training().to());
      return rows.lastMillis() <= to.toEpochMilli() ? Optional.of(origin) : Optional.empty();
    }
    List<String> all = registry.list();
    if (!orNewest || all.isEmpty()) {
      return Optional.empty();
    }
    Manifest newest = registry.manifest(all.getLast());
    return newest.training().fingerprint().equals(rows.fingerprint())
        ? Optional.of(newest.generation())
        : Optional.empty();
  }
}
