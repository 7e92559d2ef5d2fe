package io.limpet.trainer.evaluate;

import io.limpet.core.metric.Lists;
import io.limpet.core.metric.Ranking;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a model every question of a part. All items are ranked, never a sample of them; an item that
 * a model cannot place counts as missed.
 */
public final class Evaluator {
  private static final int[] CUTS = {5, 10, 20};
  private static final int MOST = 20;
  private static final int BATCH = 256;

  private final Part part;
  private final Map<Integer, Integer> usersOf;
  private final int itemsInTraining;

  /** For this part. */
  public Evaluator(Part part) {
    this.part = part;
    this.usersOf = usersOf(part.training());
    this.itemsInTraining = usersOf.size();
  }

  /** A case with the list that a model gave. */
  public record Answer(Case question, List<Integer> ranked, float[] scores) {}

  private static Map<Integer, Integer> usersOf(Interactions rows) {
    Map<Integer, Integer> users = new HashMap<>();
    for (int user = 0; user < rows.users(); user++) {
      Set<Integer> items = new HashSet<>();
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        items.add(rows.item(row));
      }
      items.forEach(item -> users.merge(item, 1, Integer::sum));
    }
    return users;
  }

  /** What a model achieves. */
  public Figures evaluate(String model, Recommender recommender, Scope scope) {
    return figures(model, scope, answers(recommender, scope));
  }

  /** The lists that a model gives, of the cases that have an answer in this scope. */
  public List<Answer> answers(Recommender recommender, Scope scope) {
    List<Case> cases =
        part.cases().stream().filter(question -> !relevant(question, scope).isEmpty()).toList();
    List<Answer> answers = new ArrayList<>(cases.size());
    float[][] scores = new float[Math.min(BATCH, cases.size())][part.whole().items()];
    for (int from = 0; from < cases.size(); from += BATCH) {
      List<Case> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
      recommender.score(
          batch.stream().map(c -> new History(part.whole(), c.from(), c.to())).toList(), scores);
      for (int i = 0; i < batch.size(); i++) {
        answers.add(answer(batch.get(i), scope, scores[i]));
      }
    }
    return answers;
  }

  private Answer answer(Case question, Scope scope, float[] scores) {
    Set<Integer> history = new HashSet<>();
    for (int row = question.from(); row < question.to(); row++) {
      if (part.whole().isInterest(row)) {
        history.add(part.whole().item(row));
      }
    }
    switch (scope) {
      case FRESH -> history.forEach(item -> scores[item] = Recommender.UNKNOWN);
      case REPEATS -> {
        float[] of = scores.clone();
        Arrays.fill(scores, Recommender.UNKNOWN);
        history.forEach(item -> scores[item] = of[item]);
      }
      case ALL -> {}
    }
    int[] best = TopK.of(scores, MOST);
    float[] bestScores = new float[best.length];
    for (int i = 0; i < best.length; i++) {
      bestScores[i] = scores[best[i]];
    }
    return new Answer(question, Arrays.stream(best).boxed().toList(), bestScores);
  }

  private static Set<Integer> relevant(Case question, Scope scope) {
    return switch (scope) {
      case FRESH -> question.fresh();
      case REPEATS -> question.repeats();
      case ALL -> {
        Set<Integer> both = new HashSet<>(question.fresh());
        both.addAll(question.repeats());
        yield both;
      }
    };
  }

  /** The figures of lists that were given. */
  public Figures figures(String model, Scope scope, List<Answer> answers) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int k : CUTS) {
      double recall = 0;
      double ndcg = 0;
      double mrr = 0;
      List<List<Integer>> lists = new ArrayList<>(answers.size());
      for (Answer answer : answers) {
        Set<Integer> relevant = relevant(answer.question(), scope);
        recall += Ranking.recall(answer.ranked(), relevant, k);
        ndcg += Ranking.ndcg(answer.ranked(), relevant, k);
        mrr += Ranking.reciprocalRank(answer.ranked(), relevant, k);
        lists.add(answer.ranked().subList(0, Math.min(k, answer.ranked().size())));
      }
      int count = Math.max(1, answers.size());
      metrics.put("recall@" + k, recall / count);
      metrics.put("ndcg@" + k, ndcg / count);
      metrics.put("mrr@" + k, mrr / count);
      metrics.put("coverage@" + k, Lists.coverage(lists, itemsInTraining));
      metrics.put("novelty@" + k, Lists.novelty(lists, usersOf, part.training().activeUsers()));
    }
    return new Figures(model, part.name(), scope, answers.size(), metrics);
  }
}
