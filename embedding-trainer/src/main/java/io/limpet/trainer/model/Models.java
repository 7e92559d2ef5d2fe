package io.limpet.trainer.model;

import io.limpet.trainer.factor.Bpr;
import io.limpet.trainer.factor.Ials;
import io.limpet.trainer.factor.Mf;
import io.limpet.trainer.graph.LightGcn;
import io.limpet.trainer.hybrid.HybridModel;
import io.limpet.trainer.sequence.SequenceHyper;
import io.limpet.trainer.sequence.SequenceModel;
import io.limpet.trainer.tower.Content;
import io.limpet.trainer.tower.Ncf;
import io.limpet.trainer.train.PooledModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Every model by its name on the command line. */
public final class Models {
  private static final Map<String, Supplier<Model>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("popularity", Popularity::new);
    BY_NAME.put("trending", Trending::new);
    BY_NAME.put("item-knn", ItemKnn::new);
    BY_NAME.put("mf", Mf::new);
    BY_NAME.put("bpr", Bpr::new);
    BY_NAME.put("ials", Ials::new);
    BY_NAME.put("lightgcn", LightGcn::new);
    BY_NAME.put("ncf", Ncf::new);
    BY_NAME.put("content", Content::new);
    BY_NAME.put(PooledModel.NAME, PooledModel::new);
    BY_NAME.put("ema", () -> SequenceModel.of(SequenceHyper.Cell.EMA));
    BY_NAME.put("gru", () -> SequenceModel.of(SequenceHyper.Cell.GRU));
    BY_NAME.put("attention", () -> SequenceModel.of(SequenceHyper.Cell.ATTENTION));
    BY_NAME.put(HybridModel.NAME, HybridModel::new);
  }

  private Models() {}

  /** The names, baselines first. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The model of this name; {@code default} is the one that generations are made with. */
  public static Optional<Model> find(String name) {
    String actual = name.equals("default") ? HybridModel.NAME : name;
    return Optional.ofNullable(BY_NAME.get(actual)).map(Supplier::get);
  }

  /** The names of those that a generation can be made with. */
  public static List<String> servable() {
    return BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue().get() instanceof EmbeddingModel)
        .map(Map.Entry::getKey)
        .toList();
  }
}
