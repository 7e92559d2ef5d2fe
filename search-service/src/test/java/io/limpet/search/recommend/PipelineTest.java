package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.index.Acceptable;
import io.limpet.search.recommend.Candidate.Features;
import io.limpet.search.rule.Ruling;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.Surfaces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Surfaces SURFACES = new SurfaceReader(Sources.NAMES).builtIn();
  private static final Catalogue CATALOGUE = new Catalogue(new ItemIds());
  private static final Knowledge KNOWLEDGE =
      Knowledge.listening(
          CATALOGUE, new UserStore(CATALOGUE.ids()), new SignalStore(CATALOGUE.ids()));
  private static final long NOW = 1_800_000_000_000L;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> followed = new ArrayList<>();

  private record Fixed(String name, List<Candidate> candidates) implements CandidateSource {
    @Override
    public List<Candidate> fetch(Query query, int quota) {
      return candidates;
    }
  }

  private record Failing(String name) implements CandidateSource {
    @Override
    public List<Candidate> fetch(Query query, int quota) {
      throw new IllegalStateException("index is gone");
    }
  }

  private static Candidate candidate(
      int number, String category, double popularity, String source) {
    Item item =
        new Item(
            "i" + number, null, null, List.of(category), null, null, null, null, null, List.of());
    return Candidate.of(number, new CatalogueItem(item, NOW, NOW), source)
        .with(new Features(Double.NaN, 0, 0, 0, popularity, 0, 0, 0));
  }

  private Pipeline pipeline(CandidateSource... sources) {
    return new Pipeline(
        List.of(sources),
        (query, in) -> in,
        Filters.all(KNOWLEDGE),
        new BlendScorer(),
        new DiverseSelector(CATALOGUE),
        List.of(
            (query, result) -> {
              throw new IllegalStateException("the log is full");
            },
            (query, result) -> followed.add(query.recommendationId())),
        metrics);
  }

  private static Query query(int limit, Set<String> excluded) {
    return query(SURFACES.builtIn("home"), limit, excluded);
  }

  private static Query query(Surface surface, int limit, Set<String> excluded) {
    return new Query(
        "r-1",
        null,
        surface,
        List.of(),
        Set.of(),
        -1,
        Place.UNKNOWN,
        Ruling.NONE,
        Map.of(),
        limit,
        ItemFilter.ALL,
        excluded,
        Acceptable.ALL,
        null,
        null,
        NOW,
        true);
  }

  private static List<String> ids(PipelineResult result) {
    return result.chosen().stream().map(one -> one.candidate().itemId()).toList();
  }

  @Test
  void aFailingSourceIsLeftOutAndCounted() {
    var popular = new Fixed(Sources.POPULAR, List.of(candidate(1, "a", 0.5, Sources.POPULAR)));
    PipelineResult result =
        pipeline(new Failing(Sources.USER_VECTOR), popular).run(query(5, Set.of()));
    assertThat(ids(result)).containsExactly("i1");
    assertThat(result.stages().getFirst().failure()).contains("index is gone");
    assertThat(metrics.counter("limpet_stage_failures", "stage", "source:user-vector").count())
        .isEqualTo(1);
  }

  /** Takes its time the first so many times. */
  private record Slow(String name, AtomicInteger slowly) implements CandidateSource {
    @Override
    public List<Candidate> fetch(Query query, int quota) {
      long end = System.nanoTime() + (slowly.getAndDecrement() > 0 ? 600_000_000 : 0);
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      return List.of(candidate(2, "a", 0.5, name));
    }
  }

  private static Query impatient(int millis) {
    Surface surface =
        new SurfaceReader(Sources.NAMES)
            .read(
                """
                {"home": {"like": "home", "sources": {"new": {"quota": 5, "timeout_ms": %d}}}}"""
                    .formatted(millis)
                    .getBytes(StandardCharsets.UTF_8))
            .builtIn("home");
    return query(surface, 5, Set.of());
  }

  @Test
  void aLateSourceIsLeftOutAndCountedAndAskedAgainTheNextTime() {
    var popular = new Fixed(Sources.POPULAR, List.of(candidate(1, "a", 0.5, Sources.POPULAR)));
    Pipeline pipeline = pipeline(new Slow(Sources.NEW, new AtomicInteger(2)), popular);
    PipelineResult first = pipeline.run(impatient(500));
    assertThat(ids(first)).containsExactly("i1");
    assertThat(first.stages().getFirst().failure()).isEqualTo("was not done within 500 ms");
    assertThat(ids(pipeline.run(impatient(500)))).containsExactly("i1");
    assertThat(ids(pipeline.run(impatient(500)))).containsExactlyInAnyOrder("i1", "i2");
    assertThat(metrics.counter("limpet_sources_late", "source", "new").count()).isEqualTo(2);
  }

  @Test
  void aSourceThatHangsHoldsUpNoAnswerBeyondItsDeadlineOnceItWasLate() {
    var release = new CountDownLatch(1);
    var asked = new AtomicInteger();
    CandidateSource hanging =
        new CandidateSource() {
          @Override
          public String name() {
            return Sources.NEW;
          }

          @Override
          public List<Candidate> fetch(Query query, int quota) {
            try {
              // Only just late the first time, which is in the thread of the request.
              release.await(asked.getAndIncrement() == 0 ? 15 : 60_000, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return List.of();
          }
        };
    Pipeline pipeline = pipeline(hanging);
    for (int i = 0; i < 20; i++) {
      assertThat(pipeline.run(impatient(10)).stages().getFirst().failure()).contains("10 ms");
    }
    release.countDown();
    assertThat(metrics.counter("limpet_sources_late", "source", "new").count()).isEqualTo(20);
  }

  @Test
  void anItemBroughtTwiceIsOneCandidateOfBothSources() {
    var popular = new Fixed(Sources.POPULAR, List.of(candidate(1, "a", 0.5, Sources.POPULAR)));
    var fresh = new Fixed(Sources.NEW, List.of(candidate(1, "a", 0.5, Sources.NEW)));
    PipelineResult result = pipeline(popular, fresh).run(query(5, Set.of()));
    assertThat(result.chosen()).hasSize(1);
    assertThat(result.chosen().getFirst().candidate().sources())
        .containsExactly(Sources.POPULAR, Sources.NEW);
  }

  @Test
  void ordersByScoreAndBoundsACategoryUnlessTheAnswerWereShort() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      candidates.add(candidate(i, "many", 0.9 - i * 0.01, Sources.POPULAR));
    }
    candidates.add(candidate(10, "few", 0.3, Sources.POPULAR));
    candidates.add(candidate(11, "few", 0.2, Sources.POPULAR));
    Pipeline pipeline = pipeline(new Fixed(Sources.POPULAR, candidates));
    assertThat(ids(pipeline.run(query(5, Set.of()))))
        .containsExactly("i0", "i1", "i2", "i10", "i11");
    assertThat(ids(pipeline.run(query(5, Set.of("i10", "i11")))))
        .containsExactly("i0", "i1", "i2", "i3", "i4");
  }

  @Test
  void thePartsOfAScoreSumUpToIt() {
    PipelineResult result =
        pipeline(new Fixed(Sources.POPULAR, List.of(candidate(1, "a", 0.5, Sources.POPULAR))))
            .run(query(5, Set.of()));
    Map<String, Double> parts = result.chosen().getFirst().parts();
    assertThat(parts.values().stream().mapToDouble(part -> part).sum())
        .isEqualTo(result.chosen().getFirst().score());
  }

  @Test
  void aFailingSideEffectSpoilsNeitherTheAnswerNorTheOthers() {
    Pipeline pipeline = pipeline();
    Query query = query(5, Set.of());
    pipeline.follow(query, pipeline.run(query));
    assertThat(followed).containsExactly("r-1");
  }
}
