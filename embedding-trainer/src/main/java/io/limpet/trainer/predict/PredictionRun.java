package io.limpet.trainer.predict;

import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.predict.Moments.Purchases;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.ranker.Calibration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * From events to a {@link Predictor}: epochs and calibration by validation, figures by the test,
 * read once, and a last training on everything.
 *
 * <pre>
 *   |------ learned from ------|-- validation, 90 days --|-- test, 90 days --|
 * </pre>
 *
 * <p>A label counts in a part only if all of its window lies in it, so that nothing of a later part
 * is told to an earlier one.
 */
public final class PredictionRun {
  private static final int MOST_EPOCHS = 24;
  private static final int PATIENCE = 4;
  private static final float[][] PLAIN = {{1, 0}, {1, 0}};

  private final Moments moments;
  private final Buying buying;
  private final long seed;
  private final Progress progress;

  PredictionRun(Moments moments, long seed, Progress progress) {
    this.moments = moments;
    // Of what no part that judges has seen.
    this.buying = moments.buying(moments.validation());
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * What came out.
   *
   * @param predictor learned from everything
   * @param epochs that were best on validation
   * @param report figures of the test, Markdown
   */
  public record Result(Predictor predictor, int epochs, String report) {}

  Result run() {
    List<Example> all = moments.examples(buying);
    progress.say(moments + ": %,d examples".formatted(all.size()));
    List<Example> validation = between(all, moments.validation(), moments.test());
    PredictionTraining early = training(all, moments.validation());
    int[] best = {0};
    double[] least = {Double.POSITIVE_INFINITY};
    Predictor[] chosen = new Predictor[1];
    try (Progress.Step step = progress.begin("Learning to predict", MOST_EPOCHS)) {
      for (int epoch = 1; epoch <= MOST_EPOCHS && epoch <= best[0] + PATIENCE; epoch++) {
        early.learn(1, (number, loss) -> {});
        double loss = early.loss(validation, moments.test());
        if (loss < least[0]) {
          least[0] = loss;
          best[0] = epoch;
          chosen[0] = early.predictor(PLAIN, true);
        }
        step.to(epoch);
      }
      step.note("best after %d epochs".formatted(best[0]));
    }
    float[][] platt = platt(chosen[0], validation, moments.test());
    List<Example> valued =
        validation.stream()
            .filter(of -> of.knowsValue(moments.test()) && of.at() == moments.validation())
            .toList();
    StringBuilder chosenBy = new StringBuilder();
    List<ValueJudgement> rivals = values(chosen[0], valued, moments.validation());
    PredictionReport.values("validation", rivals, valued.size(), chosenBy);
    boolean isByNetwork = rivals.getLast().isBetterThan(rivals.getFirst());
    chosenBy.append(
        isByNetwork
            ? "The network tells the value.\n\n"
            : "The network is not better on both measures: BG/NBD and gamma-gamma tell the"
                + " value.\n\n");
    Predictor tested = later(all, moments.test(), best[0], platt, isByNetwork);
    String report = chosenBy + report(tested, between(all, moments.test(), moments.end()));
    return new Result(later(all, moments.end(), best[0], platt, isByNetwork), best[0], report);
  }

  private PredictionTraining training(List<Example> all, long before) {
    return new PredictionTraining(moments.names(), buying, all, before, seed);
  }

  private Predictor later(
      List<Example> all, long before, int epochs, float[][] platt, boolean isByNetwork) {
    PredictionTraining training = training(all, before);
    training.learn(epochs, (number, loss) -> {});
    return training.predictor(platt, isByNetwork);
  }

  private static List<Example> between(List<Example> all, long from, long to) {
    return all.stream().filter(of -> of.at() >= from && of.at() < to).toList();
  }

  private static float[][] platt(Predictor predictor, List<Example> validation, long before) {
    Outputs outputs = new Outputs(predictor.categories().size());
    return new float[][] {
      platt(
          predictor,
          validation.stream().filter(of -> of.knowsReturn(before)).toList(),
          outputs.returns(),
          Example::returns),
      platt(
          predictor,
          validation.stream().filter(of -> of.knowsChurn(before)).toList(),
          outputs.churn(),
          Example::churns)
    };
  }

  private static float[] platt(
      Predictor predictor, List<Example> of, int output, Predicate<Example> isHit) {
    float[] logits = new float[of.size()];
    boolean[] hits = new boolean[of.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = predictor.outputs(of.get(i).x())[output];
      hits[i] = isHit.test(of.get(i));
    }
    return Calibration.fit(logits, hits);
  }

  private String report(Predictor predictor, List<Example> test) {
    long end = moments.end();
    StringBuilder text = new StringBuilder();
    List<Example> returns = test.stream().filter(of -> of.knowsReturn(end)).toList();
    List<Example> churns = test.stream().filter(of -> of.knowsChurn(end)).toList();
    PredictionReport.probabilities(
        "returns within 7 days", predictor, returns, Example::returns, true, text);
    PredictionReport.probabilities(
        "churns within 30 days", predictor, churns, Example::churns, false, text);
    PredictionReport.actions(
        predictor, test.stream().filter(of -> of.knowsAction(end)).toList(), text);
    List<Example> categories = test.stream().filter(of -> of.knowsCategory(end)).toList();
    PredictionReport.categories(predictor, categories, text);
    List<Example> valued =
        test.stream().filter(of -> of.knowsValue(end) && of.at() == moments.test()).toList();
    PredictionReport.values("test", values(predictor, valued, moments.test()), valued.size(), text);
    return text.toString();
  }

  /** The learned value beside the baseline's, which is fitted to all that was before then. */
  private List<ValueJudgement> values(Predictor predictor, List<Example> valued, long before) {
    Map<String, Purchases> known = moments.purchases(before);
    List<Example> bought = valued.stream().filter(of -> known.containsKey(of.visitor())).toList();
    Buying fitted = moments.buying(before);
    progress.say(fitted.toString());
    double[] came = bought.stream().mapToDouble(Example::value).toArray();
    Outputs outputs = new Outputs(predictor.categories().size());
    ToDoubleFunction<Example> learned =
        of -> {
          float[] o = predictor.outputs(of.x());
          int at = outputs.value();
          return Outputs.expected(o[at], o[at + 1], Outputs.deviation(o[at + 2]));
        };
    ToDoubleFunction<Example> baseline =
        of -> {
          Purchases purchases = known.get(of.visitor());
          return purchases == null
              ? 0
              : fitted.frequency().expected(purchases.customer(), Predictor.VALUE_DAYS)
                  * fitted.worth().expected(purchases.paid());
        };
    return List.of(
        ValueJudgement.of(
            "BG/NBD and gamma-gamma", bought.stream().mapToDouble(baseline).toArray(), came),
        ValueJudgement.of("learned", bought.stream().mapToDouble(learned).toArray(), came));
  }
}
