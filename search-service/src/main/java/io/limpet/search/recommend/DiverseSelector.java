package io.limpet.search.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The highest scores, but no more of one top category than the surface's share, unless the answer
 * would be short otherwise.
 */
final class DiverseSelector implements Selector {
  @Override
  public Selection select(Query query, List<Scored> scored) {
    int most = Math.max(2, (int) Math.ceil(query.surface().categoryShare() * query.limit()));
    List<Scored> bestFirst = new ArrayList<>(scored);
    bestFirst.sort(Scored.BEST_FIRST);
    List<Scored> chosen = new ArrayList<>(query.limit());
    List<Scored> passedOver = new ArrayList<>();
    Map<String, Integer> byCategory = new HashMap<>();
    for (Scored one : bestFirst) {
      if (chosen.size() == query.limit()) {
        break;
      }
      String category = one.candidate().item().topCategory().orElse("");
      if (category.isEmpty() || byCategory.merge(category, 1, Integer::sum) <= most) {
        chosen.add(one);
      } else {
        passedOver.add(one);
      }
    }
    int missing = Math.min(query.limit() - chosen.size(), passedOver.size());
    chosen.addAll(passedOver.subList(0, missing));
    List<Dropped> dropped =
        passedOver.subList(missing, passedOver.size()).stream()
            .map(
                one ->
                    new Dropped(
                        one.candidate().itemId(),
                        "diversity",
                        "there are %d of its category already".formatted(most)))
            .toList();
    return new Selection(chosen, dropped);
  }
}
