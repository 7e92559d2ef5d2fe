package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.index.Acceptable;
import io.limpet.search.recommend.Candidate.Features;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
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
        .with(new Features(Double.NaN, 0, 0, popularity, 0));
  }

  private Pipeline pipeline(CandidateSource... sources) {
    return new Pipeline(
        List.of(sources),
        (query, in) -> in,
        Filters.all(),
        new BlendScorer(),
        new DiverseSelector(),
        List.of(
            (query, result) -> {
              throw new IllegalStateException("the log is full");
            },
            (query, result) -> followed.add(query.recommendationId())),
        metrics);
  }

  private static Query query(int limit, Set<String> excluded) {
    return new Query(
        "r-1",
        null,
        Surface.named("home").orElseThrow(),
        List.of(),
        Set.of(),
        -1,
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
