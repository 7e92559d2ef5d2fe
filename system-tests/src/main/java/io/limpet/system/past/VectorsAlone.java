package io.limpet.system.past;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * A generation's vectors and nothing else: every item by its dot product with the user's vector, as
 * the trainer judges models. The slow twin of the service's recall.
 */
final class VectorsAlone implements Recommender {
  private final OpenGeneration generation;
  private final float[] @Nullable [] vectors;

  /**
   * Of a generation.
   *
   * @param itemIds ids by number
   * @param later whether items count that came after the training
   */
  VectorsAlone(OpenGeneration generation, List<String> itemIds, boolean later) {
    this.generation = generation;
    this.vectors = new float[itemIds.size()][];
    for (int item = 0; item < vectors.length; item++) {
      String id = itemIds.get(item);
      vectors[item] = later || generation.knows(id) ? generation.vector(id) : null;
    }
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    for (int i = 0; i < scores.length && i < histories.size(); i++) {
      float[] user = generation.encode(acts(histories.get(i))).orElse(null);
      Arrays.fill(scores[i], UNKNOWN);
      for (int item = 0; user != null && item < vectors.length; item++) {
        float[] vector = vectors[item];
        scores[i][item] = vector == null ? UNKNOWN : VectorUtil.dotProduct(user, vector);
      }
    }
  }

  /** The last of them, as many as a profile keeps. */
  private static List<RecentItem> acts(History history) {
    Interactions rows = history.rows();
    List<RecentItem> acts = new ArrayList<>();
    for (int row = Math.max(history.from(), history.to() - UserProfile.RECENT);
        row < history.to();
        row++) {
      acts.add(
          new RecentItem(
              rows.itemIds().get(rows.item(row)),
              EventType.ofCode(rows.type(row)),
              rows.millis(row)));
    }
    return acts;
  }
}
