package io.limpet.search.http;

import io.limpet.search.recommend.Dropped;
import io.limpet.search.recommend.PipelineResult.Stage;
import io.limpet.search.recommend.Recommender.Answer;
import io.limpet.search.recommend.Scored;
import io.limpet.search.recommend.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of recommendations.
 *
 * @param recommendationId give it back with the events on these items
 * @param generation whose vectors were used, empty if none
 * @param surface where it is shown
 * @param surfaceVersion version of the surfaces as they were set up, see {@code /v1/surfaces}
 * @param variant which arm of an experiment answered; absent if none did
 * @param personalised whether it depends on who asks
 * @param items best first
 * @param nextCursor send it as cursor, with the same request, for the next page; absent on the last
 * @param nothingLeft only where there are no items: how many items each filter took away
 * @param explanation only when asked for
 */
public record RecommendationsView(
    String recommendationId,
    String generation,
    String surface,
    String surfaceVersion,
    @Nullable VariantView variant,
    boolean personalised,
    List<Row> items,
    @Nullable String nextCursor,
    @Nullable Map<String, Integer> nothingLeft,
    @Nullable Explanation explanation) {

  /**
   * An item of the answer.
   *
   * @param sources which sources brought it
   * @param why the reason, in words for shoppers
   */
  public record Row(String itemId, double score, List<String> sources, Why why, ItemView item) {}

  /**
   * How the answer came about.
   *
   * @param stages what each stage did and how long it took
   * @param dropped what is not shown, by whom and why
   * @param rules the merchandisers' rules that apply, with the items of the answer they are about
   * @param scores the parts of each item's score
   * @param propensities the probability with which each item came to its place, given the pages
   *     before
   * @param probabilities what the ranker holds the visitor likely to do with each item, by task;
   *     absent where no ranker decided
   */
  public record Explanation(
      List<Stage> stages,
      List<Dropped> dropped,
      List<RuleView.Fired> rules,
      Map<String, Map<String, Double>> scores,
      Map<String, Double> propensities,
      @Nullable Map<String, Map<String, Double>> probabilities) {}

  static RecommendationsView of(Answer answer) {
    List<Scored> chosen = answer.result().chosen();
    List<Row> rows = new ArrayList<>(chosen.size());
    for (int i = 0; i < chosen.size(); i++) {
      Scored one = chosen.get(i);
      rows.add(
          new Row(
              one.candidate().itemId(),
              one.score(),
              one.candidate().sources(),
              answer.whys().get(i),
              ItemView.brief(one.candidate().item())));
    }
    return new RecommendationsView(
        answer.query().recommendationId(),
        answer.query().generationId(),
        answer.query().surface().name(),
        answer.query().surface().version(),
        VariantView.of(answer.query().assignments()),
        answer.query().isPersonal(),
        rows,
        answer.nextCursor(),
        rows.isEmpty() ? answer.nothingLeft() : null,
        answer.query().explain() ? explanation(answer) : null);
  }

  private static Explanation explanation(Answer answer) {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    Map<String, Double> propensities = new LinkedHashMap<>();
    Map<String, Map<String, Double>> probabilities = new LinkedHashMap<>();
    for (Scored one : answer.result().chosen()) {
      scores.put(one.candidate().itemId(), one.parts());
      propensities.put(one.candidate().itemId(), one.propensity());
      if (!one.probabilities().isEmpty()) {
        probabilities.put(one.candidate().itemId(), one.probabilities());
      }
    }
    return new Explanation(
        answer.result().stages(),
        answer.result().dropped(),
        RuleView.fired(
            answer.query().ruling(),
            answer.result().chosen().stream().map(one -> one.candidate().stored()).toList()),
        scores,
        propensities,
        probabilities.isEmpty() ? null : probabilities);
  }
}
