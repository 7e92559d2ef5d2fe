package io.limpet.system.bench;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.profile.RecentItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Vectors of made-up users, by a generation's encoder: of one to eight items that one looked at.
 */
final class MadeUpQueries {
  static final int COUNT = 500;

  /** Floats of the vectors of made-up shops. */
  static final int DIMENSIONS = 64;

  private static final int LONGEST_HISTORY = 8;

  private MadeUpQueries() {}

  /** Always the same ones of the same generation. */
  static float[][] of(Generation generation) {
    var random = new Random(11);
    List<float[]> queries = new ArrayList<>();
    while (queries.size() < COUNT) {
      List<RecentItem> history = new ArrayList<>();
      for (int i = random.nextInt(LONGEST_HISTORY); i >= 0; i--) {
        String item = generation.items().id(random.nextInt(generation.items().size()));
        history.add(new RecentItem(item, EventType.VIEW_ITEM, 1_000L * history.size()));
      }
      EncoderState state = generation.encode(history);
      generation.encoder().vector(state).ifPresent(queries::add);
    }
    return queries.toArray(float[][]::new);
  }
}
