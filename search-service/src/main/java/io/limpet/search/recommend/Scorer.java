package io.limpet.search.recommend;

import java.util.List;

/** Says how good each candidate is. Thread-safe. */
public interface Scorer {
  /** A score for each candidate, as many and in the same order; higher is better. */
  List<Scored> score(Query query, List<Candidate> in);
}
