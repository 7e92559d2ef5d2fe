package io.limpet.search.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a filter kept and removed, each in order.
 *
 * @param kept what may be shown
 * @param removed what may not
 */
public record FilterResult(List<Candidate> kept, List<Dropped> removed) {
  static FilterResult of(Filter filter, Query query, List<Candidate> in) {
    List<Candidate> kept = new ArrayList<>(in.size());
    List<Dropped> removed = new ArrayList<>();
    for (Candidate candidate : in) {
      Optional<String> objection = filter.objection(query, candidate);
      if (objection.isEmpty()) {
        kept.add(candidate);
      } else {
        removed.add(new Dropped(candidate.itemId(), filter.name(), objection.get()));
      }
    }
    return new FilterResult(kept, removed);
  }
}
