package io.limpet.trainer.evaluate;

import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.model.ItemVectors;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.RatingError;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.split.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Several models side by side on the same questions.
 *
 * @param plan what was compared
 * @param rows a line each of every model, part and scope
 * @param details what else is known of each model, by name
 * @param lists what the last model recommends to the users of the test, in the first scope
 */
public record Comparison(
    Plan plan, List<Row> rows, Map<String, Detail> details, List<Evaluator.Answer> lists) {

  /**
   * Of a model's training with the first seed.
   *
   * @param seconds to learn for the test; where there is no refit, to choose as well
   * @param curves how it learned, where it says
   * @param map its item vectors, where it has any
   * @param ratingError how well it guesses ratings, where it was trained to
   * @param rankings how good its ranker is in each part, where it has one
   */
  public record Detail(
      double seconds,
      List<LearningCurve> curves,
      Optional<EmbeddingMap> map,
      Optional<RatingError> ratingError,
      List<RankingQuality> rankings) {}

  /** Is handed every trained model with what it answered. */
  @FunctionalInterface
  public interface Keeper {
    /** Keeps nothing. */
    Keeper NOTHING = (part, model, trained, set, figures) -> {};

    /**
     * A model has answered a part.
     *
     * @param model with what was chosen
     * @param trained what it learned from the set, and answered with
     * @param figures of every scope
     */
    void keep(Part part, Model model, Recommender trained, TrainingSet set, List<Figures> figures);
  }

  /** Lets every model choose on validation, learn for the test, and answer in every scope. */
  public static Comparison of(Plan plan, Progress progress) {
    return of(plan, progress, Keeper.NOTHING);
  }

  /** The same, and hands over what has answered, trained with the first seed. */
  public static Comparison of(Plan plan, Progress progress, Keeper keeper) {
    Run run = new Run(plan, progress, keeper);
    plan.models().forEach(run::add);
    return run.comparison();
  }

  /** The lines of one part and scope, by model. */
  public List<Row> of(String part, Scope scope) {
    return rows.stream()
        .filter(row -> row.figures().part().equals(part) && row.figures().scope() == scope)
        .toList();
  }

  /** What is collected on the way. */
  private static final class Run {
    private final Plan plan;
    private final Progress progress;
    private final Keeper keeper;
    private final Evaluator validation;
    private final Evaluator test;

    /** By model: validation and test of the first scope, of the second and so on; by seed. */
    private final Map<String, List<Map<Long, Figures>>> figures = new LinkedHashMap<>();

    private final Map<String, Detail> details = new LinkedHashMap<>();
    private List<Evaluator.Answer> lists = List.of();

    Run(Plan plan, Progress progress, Keeper keeper) {
      this.plan = plan;
      this.progress = progress;
      this.keeper = keeper;
      this.validation = new Evaluator(plan.split().validation());
      this.test = new Evaluator(plan.split().test());
    }

    void add(Model model) {
      List<Map<Long, Figures>> byScope = new ArrayList<>();
      plan.scopes().forEach(scope -> byScope.addAll(List.of(new TreeMap<>(), new TreeMap<>())));
      figures.put(model.name(), byScope);
      for (long seed : plan.seeds(model)) {
        train(model, seed, byScope);
      }
    }

    private void train(Model model, long seed, List<Map<Long, Figures>> byScope) {
      List<Scope> scopes = plan.scopes();
      String name = model.name();
      String what = plan.seeds().size() > 1 ? name + ", seed " + seed : name;
      progress.say(what + ", validation: " + plan.split().validation().description());
      long began = System.nanoTime();
      TrainingSet set = set(plan.split().validation(), seed);
      Model.Choice choice =
          model.choose(
              set, trained -> validation.evaluate(name, trained, scopes.getFirst()).main());
      boolean isFirst = !details.containsKey(name);
      List<Figures> chosen = validation.evaluate(name, choice.trained(), scopes);
      if (isFirst) {
        keeper.keep(plan.split().validation(), choice.model(), choice.trained(), set, chosen);
      }
      Recommender recommender = choice.trained();
      if (plan.split().isRefit()) {
        progress.say(what + ", test: " + plan.split().test().description());
        began = System.nanoTime();
        set = set(plan.split().test(), seed);
        recommender = choice.model().train(set);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      List<Evaluator.Answer> answers = new ArrayList<>();
      boolean isLast = name.equals(plan.models().getLast().name()) && isFirst;
      List<Figures> tested =
          test.evaluate(
              name,
              recommender,
              scopes,
              answer -> {
                if (isLast) {
                  answers.add(answer);
                }
              });
      for (int i = 0; i < scopes.size(); i++) {
        byScope.get(2 * i).put(seed, chosen.get(i));
        byScope.get(2 * i + 1).put(seed, tested.get(i));
      }
      say(what, chosen.getFirst());
      say(what, tested.getFirst());
      lists = isLast ? answers : lists;
      if (isFirst) {
        keeper.keep(plan.split().test(), choice.model(), recommender, set, tested);
        Optional<ItemVectors> vectors = recommender.itemVectors();
        details.put(
            name,
            new Detail(
                seconds,
                choice.curves(),
                vectors.flatMap(EmbeddingMap::of),
                recommender.ratingError(),
                Stream.of(choice.trained(), recommender)
                    .distinct()
                    .filter(RankingQuality.Known.class::isInstance)
                    .map(known -> ((RankingQuality.Known) known).rankingQuality())
                    .toList()));
      }
    }

    /** Before all is done, for those who watch. */
    private void say(String what, Figures of) {
      progress.say(
          String.format(
              Locale.ROOT,
              "%s, %s: %s %.4f, recall@10 %.4f",
              what,
              of.part(),
              Figures.MAIN,
              of.main(),
              of.get("recall@10")));
    }

    private TrainingSet set(Part part, long seed) {
      long now = part.training().lastMillis() + 1;
      return new TrainingSet(
          part.training(), plan.content(), now, seed, progress, plan.users(), Checkpoint.NONE);
    }

    Comparison comparison() {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < plan.scopes().size(); i++) {
        int at = 2 * i;
        figures.values().forEach(of -> rows.add(Row.of(of.get(at), Optional.empty())));
      }
      for (int i = 0; i < plan.scopes().size(); i++) {
        int at = 2 * i + 1;
        String rival = rival(at);
        Optional<Figures> its =
            Optional.ofNullable(figures.get(rival))
                .map(of -> Row.mean(List.copyOf(of.get(at).values())));
        for (List<Map<Long, Figures>> of : figures.values()) {
          rows.add(Row.of(of.get(at), its));
        }
      }
      return new Comparison(plan, rows, details, lists);
    }

    /** The baseline that did best on these very questions: the hardest one to be better than. */
    private String rival(int at) {
      return plan.rival()
          .orElseGet(
              () ->
                  figures.values().stream()
                      .map(of -> Row.mean(List.copyOf(of.get(at).values())))
                      .filter(of -> Plan.BASELINES.contains(of.model()))
                      .max(Comparator.comparingDouble(Figures::main))
                      .map(Figures::model)
                      .orElse(plan.models().getFirst().name()));
    }
  }
}
