package io.limpet.search.recommend;

import java.util.Optional;

/** Decides what may not be shown. Thread-safe. */
public interface Filter {
  /** Its name in explanations. */
  String name();

  /** Why the candidate may not be shown, or nothing if it may. */
  Optional<String> objection(Query query, Candidate candidate);

  /** Splits candidates into those that may be shown and those that may not, each in order. */
  default FilterResult apply(Query query, java.util.List<Candidate> in) {
    return FilterResult.of(this, query, in);
  }
}
