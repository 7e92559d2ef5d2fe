package io.limpet.search.recommend;

/**
 * Follows an answer: a log, for one. Thread-safe; must not block, and what it throws is counted.
 */
public interface SideEffect {
  /** Is given every answer after it was made. */
  void after(Query query, PipelineResult result);
}
