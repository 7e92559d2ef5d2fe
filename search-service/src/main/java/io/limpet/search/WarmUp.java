package io.limpet.search;

import io.limpet.core.vector.UserVector;
import io.limpet.search.ingest.EventBatch;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.Recommender.Request;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Answers some hundred made-up requests before the first real one: a JVM that has not yet compiled
 * the way to an answer takes ten times as long for it.
 */
final class WarmUp implements Runnable {
  private static final int REQUESTS = 400;
  private static final long MOST_NANOS = 2_000_000_000L;
  private static final int LIMIT = 12;

  private final Recommender recommender;
  private final UserStore users;
  private final SurfaceStore surfaces;
  private final LongSupplier clock;

  WarmUp(Recommender recommender, UserStore users, SurfaceStore surfaces, LongSupplier clock) {
    this.recommender = recommender;
    this.users = users;
    this.surfaces = surfaces;
    this.clock = clock;
  }

  @Override
  public void run() {
    long end = System.nanoTime() + MOST_NANOS;
    List<UserVector> some = users.most("", 50);
    Surface home = surfaces.current().builtIn("home");
    byte[] event =
        "{\"event\":\"view_item\",\"user_id\":\"warm-up\",\"item_id\":\"1\"}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < REQUESTS && System.nanoTime() - end < 0; i++) {
      String visitor = some.isEmpty() ? null : some.get(i % some.size()).visitor();
      recommender.rehearse(Request.of(visitor, home, LIMIT));
      EventBatch.read(event, false, () -> "warm-up", clock.getAsLong());
    }
  }
}
