package io.limpet.search.index;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.profile.RecentItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how wide the beam has to be on the vectors of this generation: no width is right for
 * all, since how the lengths of vectors differ decides how far a walk by products gets.
 *
 * <p>Queries are vectors that the generation's encoder makes of drawn histories; what is to be
 * found is what comparing all floats finds, in one pass over them.
 */
final class EffortTuning {
  private static final Logger LOG = LoggerFactory.getLogger(EffortTuning.class);
  private static final int QUERIES = 128;
  private static final int LONGEST_HISTORY = 8;
  private static final int WIDEST = 2_000;
  private static final double WIDER = 1.25;

  /** Comparisons for a place of the beam until they are measured. */
  private static final double COMPARISONS = 30;

  private final HnswSettings settings;
  private final Segment segment;
  private final float[][] queries;
  private final List<List<Integer>> best = new ArrayList<>();
  private final Beam beam;
  private long comparisons;
  private long places;

  private EffortTuning(HnswSettings settings, Segment segment, float[][] queries)
      throws IOException {
    this.settings = settings;
    this.segment = segment;
    this.queries = queries;
    this.beam = segment.newBeam();
    TopHits[] tops = new TopHits[queries.length];
    for (int i = 0; i < tops.length; i++) {
      tops[i] = new TopHits(100);
    }
    segment.exact(queries, tops);
    for (TopHits top : tops) {
      best.add(top.bestFirst().stream().map(Hit::item).toList());
    }
  }

  /** What is assumed where nothing can be measured. */
  static Effort untuned(HnswSettings settings) {
    return new Effort(settings.efSearch(), settings.efSearch(), COMPARISONS, settings.graphOnly());
  }

  /** The least effort with which the segment's graph has the recall that the settings ask for. */
  static Effort of(HnswSettings settings, Segment segment, Generation generation)
      throws IOException {
    float[][] queries = queries(generation);
    if (settings.recall() == 0 || !segment.hasGraph() || queries.length == 0) {
      return untuned(settings);
    }
    var tuning = new EffortTuning(settings, segment, queries);
    int ten = tuning.width(10, Math.max(10, settings.efSearch() / 2));
    int hundred = tuning.width(100, Math.max(ten, settings.efSearch()));
    var effort =
        new Effort(ten, hundred, (double) tuning.comparisons / tuning.places, settings.graphOnly());
    LOG.info("index of {} items: {}", segment.size(), effort);
    return effort;
  }

  private int width(int k, int least) {
    int width = least;
    while (recall(k, width) < settings.recall() && width < WIDEST) {
      width = (int) Math.ceil(width * WIDER);
    }
    return Math.min(width, WIDEST);
  }

  private double recall(int k, int width) {
    int found = 0;
    int wanted = 0;
    for (int i = 0; i < queries.length; i++) {
      comparisons += segment.walk(queries[i], width, beam);
      places += width;
      Set<Integer> rows = new HashSet<>();
      // All that have a place are put in order by floats, so the best are found if they are there.
      for (int place = 0; place < beam.size(); place++) {
        rows.add(beam.row(place));
      }
      List<Integer> exact = best.get(i).subList(0, Math.min(k, best.get(i).size()));
      wanted += exact.size();
      found += (int) exact.stream().filter(rows::contains).count();
    }
    return (double) found / wanted;
  }

  private static float[][] queries(Generation generation) {
    var random = new Random(7);
    List<float[]> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES && generation.items().size() > 0; i++) {
      List<RecentItem> history = new ArrayList<>();
      for (int left = 1 + random.nextInt(LONGEST_HISTORY); left > 0; left--) {
        String item = generation.items().id(random.nextInt(generation.items().size()));
        history.add(new RecentItem(item, EventType.VIEW_ITEM, 1_000L * history.size()));
      }
      EncoderState state = generation.encode(history);
      generation.encoder().vector(state).ifPresent(queries::add);
    }
    return queries.toArray(float[][]::new);
  }
}
