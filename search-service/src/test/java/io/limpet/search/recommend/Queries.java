package io.limpet.search.recommend;

import io.limpet.core.profile.RecentItem;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.index.Acceptable;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.Ruling;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queries of nobody in particular, without a generation. */
final class Queries {
  static final long NOW = 1_800_000_000_000L;

  private Queries() {}

  /** The home page with this patch of its surface. */
  static Surface home(String patch) {
    String document = "{\"home\": {\"like\": \"home\"%s}}".formatted(patch);
    return new SurfaceReader(Sources.NAMES)
        .read(document.getBytes(StandardCharsets.UTF_8))
        .builtIn("home");
  }

  static Query of(
      String id, Surface surface, int limit, List<RecentItem> history, List<Rule> rules) {
    return new Query(
        id,
        null,
        surface,
        history,
        Set.of(),
        -1,
        Place.UNKNOWN,
        new Ruling(rules),
        Map.of(),
        limit,
        ItemFilter.ALL,
        Set.of(),
        Acceptable.ALL,
        null,
        null,
        NOW,
        false);
  }
}
