package io.limpet.trainer.publish;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.LearningCurve;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.ranking.Ranker;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what was trained into a registry, whole or not at all. */
public final class Publisher {
  private final Registry registry;

  public Publisher(Registry registry) {
    this.registry = registry;
  }

  /**
   * What a generation is made of.
   *
   * @param interactions all that it was trained on
   * @param content features of its items
   * @param embeddings item vectors, inputs, the encoder and the content map
   * @param ranker of what is recalled, or null
   * @param predictor of what visitors will do, or null
   * @param figures what the manifest states
   * @param parameters hyper-parameters and what else is to be on record
   * @param learning how the training that chose went
   * @param seed of every random number
   * @param parent the generation in use, or null
   */
  public record Draft(
      Interactions interactions,
      ContentFeatures content,
      Embeddings embeddings,
      @Nullable Ranker ranker,
      @Nullable Predictor predictor,
      List<Figures> figures,
      Map<String, String> parameters,
      List<LearningCurve> learning,
      long seed,
      @Nullable String parent) {}

  /**
   * Writes a generation and gives it an id by time, data and seed: {@code g20261124-113000-5f3a}.
   *
   * @param now when it was made
   */
  public Generation publish(Draft draft, Instant now) {
    Embeddings embeddings = draft.embeddings();
    Map<String, Tensor> tensors = new LinkedHashMap<>(embeddings.encoder().tensors());
    if (embeddings.content() != null) {
      tensors.putAll(embeddings.content().tensors());
    }
    if (draft.ranker() != null) {
      tensors.putAll(draft.ranker().tensors());
    }
    if (draft.predictor() != null) {
      tensors.putAll(draft.predictor().tensors());
    }
    int size = embeddings.known().length;
    tensors.put(
        Generation.ITEM_VECTORS,
        Tensor.matrix(embeddings.vectors(), size, embeddings.encoder().dimensions()));
    if (embeddings.inputs() != embeddings.vectors()) {
      tensors.put(
          Generation.ITEM_INPUTS,
          Tensor.matrix(embeddings.inputs(), size, embeddings.encoder().inputDimensions()));
    }
    List<Registry.ItemRow> rows = new ArrayList<>(size);
    for (int item : embeddings.known()) {
      rows.add(
          new Registry.ItemRow(
              draft.interactions().itemIds().get(item),
              draft.content().items().get(item).topCategory().orElse("")));
    }
    return registry.write(manifest(draft, now), rows, tensors);
  }

  private static Manifest manifest(Draft draft, Instant now) {
    Interactions rows = draft.interactions();
    String fingerprint = rows.fingerprint();
    Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
    String id =
        "g"
            + seconds.toString().replaceAll("[-:Z]", "").replace('T', '-')
            + "-"
            + Integer.toHexString((fingerprint + draft.seed()).hashCode() & 0xffff | 0x10000)
                .substring(1);
    Embeddings embeddings = draft.embeddings();
    return new Manifest(
        Manifest.FORMAT,
        id,
        seconds.toString(),
        embeddings.encoder().dimensions(),
        embeddings.encoder().type(),
        embeddings.content() == null ? null : draft.content().encoder(),
        new Manifest.Training(
            Instant.ofEpochMilli(rows.firstMillis()).toString(),
            Instant.ofEpochMilli(rows.lastMillis()).toString(),
            rows.size(),
            rows.activeUsers(),
            embeddings.known().length,
            draft.seed(),
            fingerprint),
        draft.parent(),
        metrics(draft.figures()),
        draft.parameters(),
        draft.learning(),
        List.of());
  }

  /**
   * By part, {@code model.scope.metric}: {@code test -> item-knn.fresh.ndcg@10 -> 0.07}, and the
   * ends of its interval as {@code ndcg@10.low} and {@code ndcg@10.high}.
   */
  private static Map<String, Map<String, Double>> metrics(List<Figures> figures) {
    Map<String, Map<String, Double>> byPart = new TreeMap<>();
    for (Figures of : figures) {
      Map<String, Double> part = byPart.computeIfAbsent(of.part(), p -> new TreeMap<>());
      String prefix = of.model() + "." + of.scope().label() + ".";
      of.metrics().forEach((name, value) -> part.put(prefix + name, value));
      part.put(prefix + "cases", (double) of.cases());
      Interval interval = of.mainInterval();
      part.put(prefix + Figures.MAIN + ".low", interval.low());
      part.put(prefix + Figures.MAIN + ".high", interval.high());
    }
    return byPart;
  }
}
