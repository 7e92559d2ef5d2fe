package io.limpet.search.recommend;

import java.util.List;

/** Chooses what is shown. Thread-safe. */
public interface Selector {
  /** As many as the query asks for, in the order to show them; fewer only if there are fewer. */
  Selection select(Query query, List<Scored> scored);

  /**
   * What was chosen.
   *
   * @param chosen in order
   * @param rest what further pages show, in order
   * @param dropped what would have been chosen by its score alone
   */
  record Selection(List<Scored> chosen, List<Scored> rest, List<Dropped> dropped) {}
}
