package io.limpet.search.recommend;

import java.util.List;

/** Fills in what scorers need to know of candidates. Thread-safe. */
public interface Hydrator {
  /** The same candidates, as many and in the same order. */
  List<Candidate> hydrate(Query query, List<Candidate> in);
}
