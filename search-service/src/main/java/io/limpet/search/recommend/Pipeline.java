package io.limpet.search.recommend;

import io.limpet.search.recommend.PipelineResult.Stage;
import io.limpet.search.recommend.Selector.Selection;
import io.limpet.search.surface.Surface.Share;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recall, hydrate, filter, score, select: one answer, in the thread that asks. Every stage is timed
 * and what is dropped is kept with its reason. A source that fails or is late is counted and left
 * out. Thread-safe.
 */
public final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final List<CandidateSource> sources;
  private final Hydrator hydrator;
  private final List<Filter> filters;
  private final Scorer scorer;
  private final Selector selector;
  private final List<SideEffect> sideEffects;
  private final MeterRegistry metrics;
  private final Recall recall = new Recall();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  public Pipeline(
      List<CandidateSource> sources,
      Hydrator hydrator,
      List<Filter> filters,
      Scorer scorer,
      Selector selector,
      List<SideEffect> sideEffects,
      MeterRegistry metrics) {
    this.sources = List.copyOf(sources);
    this.hydrator = hydrator;
    this.filters = List.copyOf(filters);
    this.scorer = scorer;
    this.selector = selector;
    this.sideEffects = List.copyOf(sideEffects);
    this.metrics = metrics;
  }

  /** Answers a query. */
  public PipelineResult run(Query query) {
    List<Stage> stages = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();

    List<Candidate> candidates = recall(query, stages);
    long began = System.nanoTime();
    candidates = hydrator.hydrate(query, candidates);
    note(stages, "hydrate", began, candidates.size(), candidates.size());
    for (Filter filter : filters) {
      began = System.nanoTime();
      FilterResult result = filter.apply(query, candidates);
      note(stages, "filter:" + filter.name(), began, candidates.size(), result.kept().size());
      dropped.addAll(result.removed());
      candidates = result.kept();
    }
    began = System.nanoTime();
    List<Scored> scored = scorer.score(query, candidates);
    note(stages, "score", began, candidates.size(), scored.size());
    began = System.nanoTime();
    Selection selection = selector.select(query, scored);
    note(stages, "select", began, scored.size(), selection.chosen().size());
    dropped.addAll(selection.dropped());

    return new PipelineResult(
        selection.chosen(),
        selection.rest(),
        stages,
        dropped,
        RankingFacts.products(candidates),
        0);
  }

  /**
   * Takes the next page from what an answer left: filtered anew, in the order it had.
   *
   * @param shown how many the pages before have shown
   */
  PipelineResult next(Query query, List<Scored> left, int shown) {
    List<Stage> stages = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    List<Candidate> candidates = left.stream().map(Scored::candidate).toList();
    for (Filter filter : filters) {
      long began = System.nanoTime();
      FilterResult result = filter.apply(query, candidates);
      note(stages, "filter:" + filter.name(), began, candidates.size(), result.kept().size());
      dropped.addAll(result.removed());
      candidates = result.kept();
    }
    Set<Integer> kept = candidates.stream().map(Candidate::number).collect(Collectors.toSet());
    List<Scored> open =
        left.stream().filter(one -> kept.contains(one.candidate().number())).toList();
    int page = Math.min(query.limit(), open.size());
    return new PipelineResult(
        open.subList(0, page),
        open.subList(page, open.size()),
        stages,
        dropped,
        new float[0],
        shown);
  }

  /** Lets the side effects follow an answer that is given; none of them can spoil it. */
  public void follow(Query query, PipelineResult result) {
    for (SideEffect effect : sideEffects) {
      try {
        effect.after(query, result);
      } catch (RuntimeException e) {
        failed("side-effect:" + effect.getClass().getSimpleName(), e);
      }
    }
  }

  /** What all sources bring, each item once, in the order in which it was brought first. */
  private List<Candidate> recall(Query query, List<Stage> stages) {
    Map<Integer, Candidate> all = new LinkedHashMap<>();
    for (CandidateSource source : sources) {
      Share share = query.surface().share(source.name());
      if (share.quota() == 0) {
        continue;
      }
      long began = System.nanoTime();
      try {
        List<Candidate> brought = recall.ask(source, query, share);
        brought.forEach(one -> all.merge(one.number(), one, Candidate::and));
        note(stages, "source:" + source.name(), began, 0, brought.size());
      } catch (Recall.LateException e) {
        metrics.counter("limpet_sources_late", "source", source.name()).increment();
        stages.add(late(source, began, e));
      } catch (RuntimeException e) {
        failed("source:" + source.name(), e);
        stages.add(new Stage("source:" + source.name(), micros(began), 0, 0, e.toString()));
      }
    }
    return List.copyOf(all.values());
  }

  private static Stage late(CandidateSource source, long began, Recall.LateException e) {
    return new Stage(
        "source:" + source.name(), micros(began), 0, 0, String.valueOf(e.getMessage()));
  }

  private void failed(String stage, RuntimeException e) {
    metrics.counter("limpet_stage_failures", "stage", stage).increment();
    LOG.warn("{} failed: {}", stage, e.toString());
    LOG.debug("{} failed", stage, e);
  }

  private void note(List<Stage> stages, String name, long began, int in, int out) {
    long nanos = System.nanoTime() - began;
    timers
        .computeIfAbsent(
            name,
            stage ->
                Timer.builder("limpet_stage")
                    .description("Time of a stage of the pipeline")
                    .tag("stage", stage)
                    .register(metrics))
        .record(nanos, TimeUnit.NANOSECONDS);
    stages.add(new Stage(name, nanos / 1_000, in, out, ""));
  }

  private static long micros(long began) {
    return (System.nanoTime() - began) / 1_000;
  }
}
