package io.limpet.search.recommend;

import java.util.List;

/** Brings items that are plausible for a query. Thread-safe, answers from memory. */
public interface CandidateSource {
  /** Its name in answers, metrics and the served log. */
  String name();

  /**
   * The most plausible items first, at most {@code quota}, only acceptable ones.
   *
   * @throws RuntimeException when it fails; the answer is then made without it
   */
  List<Candidate> fetch(Query query, int quota);
}
