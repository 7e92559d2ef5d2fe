package io.limpet.trainer.model;

import io.limpet.trainer.factor.Bpr;
import io.limpet.trainer.factor.Ials;
import io.limpet.trainer.factor.Mf;
import io.limpet.trainer.graph.LightGcn;
import io.limpet.trainer.tower.Content;
import io.limpet.trainer.tower.Ncf;
import io.limpet.trainer.train.PooledModel;
import java.util.LinkedHashMap;
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
  }

  private Models() {}

  /** The names, baselines first. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The model of this name; {@code default} is the one that generations are made with. */
  public static Optional<Model> find(String name) {
    String actual = name.equals("default") ? PooledModel.NAME : name;
    return Optional.ofNullable(BY_NAME.get(actual)).map(Supplier::get);
  }
}
