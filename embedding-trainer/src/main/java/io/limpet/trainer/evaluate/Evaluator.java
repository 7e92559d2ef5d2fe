package io.limpet.trainer.evaluate;

import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Asks a model every question of a part. All items are ranked, never a sample of them; an item that
 * a model cannot place counts as missed. Lists are counted and let go, so memory does not grow with
 * the questions but by a few bytes each. Not thread-safe.
 */
public final class Evaluator {
  private static final int BATCH = 256;

  /** Scores kept at a time: 256 histories of 131,000 items, fewer of more; 128 MB. */
  private static final int MOST_SCORES = 1 << 25;

  private final Part part;
  private final int[] interactionsOf;
  private final ListMetrics.Items items;

  /** For this part. */
  public Evaluator(Part part) {
    this.part = part;
    Interactions rows = part.training();
    this.interactionsOf = new int[rows.items()];
    int[] usersOf = new int[rows.items()];
    int[] lastUser = new int[rows.items()];
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        int item = rows.item(row);
        interactionsOf[item]++;
        if (lastUser[item] != user + 1) {
          lastUser[item] = user + 1;
          usersOf[item]++;
        }
      }
    }
    this.items = new ListMetrics.Items(usersOf, rows.activeUsers());
  }

  /**
   * A question with the list that a model gave.
   *
   * @param ranked items, best first
   * @param scores theirs
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
  public record Answer(Case question, int[] ranked, float[] scores) {}

  /** What a model achieves. */
  public Figures evaluate(String model, Recommender recommender, Scope scope) {
    return evaluate(model, recommender, List.of(scope)).getFirst();
  }

  /** What a model achieves in each of these scopes; it is asked once for all of them. */
  public List<Figures> evaluate(String model, Recommender recommender, List<Scope> scopes) {
    return evaluate(model, recommender, scopes, answer -> {});
  }

  /**
   * What a model achieves.
   *
   * @param first is given every list of the first scope
   */
  public List<Figures> evaluate(
      String model, Recommender recommender, List<Scope> scopes, Consumer<Answer> first) {
    List<Tally> tallies =
        scopes.stream().map(scope -> new Tally(part, items, interactionsOf, scope)).toList();
    List<Case> cases =
        part.cases().stream()
            .filter(of -> tallies.stream().anyMatch(tally -> tally.asks(of)))
            .toList();
    int allItems = part.whole().items();
    int size = Math.clamp(MOST_SCORES / Math.max(1, allItems), 1, BATCH);
    float[][] scores = new float[Math.min(size, cases.size())][allItems];
    for (int from = 0; from < cases.size(); from += size) {
      List<Case> batch = cases.subList(from, Math.min(cases.size(), from + size));
      recommender.score(
          batch.stream().map(of -> new History(part.whole(), of.from(), of.to())).toList(), scores);
      for (int i = 0; i < batch.size(); i++) {
        for (int t = 0; t < tallies.size(); t++) {
          Tally tally = tallies.get(t);
          Set<Integer> relevant = tally.relevant(batch.get(i));
          if (!relevant.isEmpty()) {
            Answer answer = answer(batch.get(i), tally.scope(), scores[i]);
            tally.add(answer, relevant);
            if (t == 0) {
              first.accept(answer);
            }
          }
        }
      }
    }
    return tallies.stream().map(tally -> tally.figures(model)).toList();
  }

  private Answer answer(Case question, Scope scope, float[] scores) {
    int[] best =
        switch (scope) {
          case ALL -> TopK.of(scores, Outcomes.DEPTH);
          case FRESH -> without(history(question), scores);
          case REPEATS -> {
            int[] history = Arrays.stream(history(question)).sorted().distinct().toArray();
            yield among(history, scores);
          }
          case COLD -> among(untouched(), scores);
        };
    float[] bestScores = new float[best.length];
    for (int i = 0; i < best.length; i++) {
      bestScores[i] = scores[best[i]];
    }
    return new Answer(question, best, bestScores);
  }

  private int[] history(Case question) {
    return IntStream.range(question.from(), question.to())
        .filter(part.whole()::isInterest)
        .map(part.whole()::item)
        .toArray();
  }

  private int[] untouched() {
    return IntStream.range(0, interactionsOf.length)
        .filter(item -> interactionsOf[item] == 0)
        .toArray();
  }

  /** The best but for these; the scores are left as they were. */
  private static int[] without(int[] taken, float[] scores) {
    float[] kept = new float[taken.length];
    for (int i = 0; i < taken.length; i++) {
      kept[i] = scores[taken[i]];
    }
    for (int item : taken) {
      scores[item] = Recommender.UNKNOWN;
    }
    int[] best = TopK.of(scores, Outcomes.DEPTH);
    for (int i = 0; i < taken.length; i++) {
      scores[taken[i]] = kept[i];
    }
    return best;
  }

  /** The best of these, which are in ascending order. */
  private static int[] among(int[] candidates, float[] scores) {
    float[] of = new float[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      of[i] = scores[candidates[i]];
    }
    return Arrays.stream(TopK.of(of, Outcomes.DEPTH)).map(i -> candidates[i]).toArray();
  }
}
