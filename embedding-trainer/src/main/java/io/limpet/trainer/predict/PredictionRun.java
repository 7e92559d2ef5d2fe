package io.limpet.trainer.predict;

import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.predict.Moments.Purchases;
import io.limpet.trainer.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Chosen chosen = choose(all);
    List<Example> test = between(all, moments.test(), moments.end());
    Learned tested = later(all, moments.test(), chosen.epochs());
    String report = chosen.report() + report(tested, chosen.tuning(), all, test);
    Learned learned = later(all, moments.end(), chosen.epochs());
    return new Result(learned.with(chosen.tuning()), chosen.epochs(), report);
  }

  /** What validation has chosen, and its figures, Markdown. */
  record Chosen(int epochs, Tuning tuning, String report) {}

  /** Of examples, of which none of the test is looked at. */
  Chosen choose(List<Example> all) {
    List<Example> validation = between(all, moments.validation(), moments.test());
    PredictionTraining early = training(all, moments.validation());
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    Learned learned = early.learned();
    try (Progress.Step step = progress.begin("Learning to predict", MOST_EPOCHS)) {
      for (int epoch = 1; epoch <= MOST_EPOCHS && epoch <= best + PATIENCE; epoch++) {
        early.learn(1, (number, loss) -> {});
        double loss = early.loss(validation, moments.test());
        if (loss < least) {
          least = loss;
          best = epoch;
          learned = early.learned();
        }
        step.to(epoch);
      }
      step.note("best after %d epochs".formatted(best));
    }
    List<Example> bought = bought(validation, moments.validation(), moments.test());
    Tuning tuning = Tuning.of(learned, validation, moments.test(), bought);
    List<ValueJudgement> rivals = values(learned.with(tuning), bought, moments.validation());
    boolean isByNetwork = rivals.getLast().isBetterThan(rivals.getFirst());
    StringBuilder report = new StringBuilder();
    PredictionReport.values("validation", rivals, bought.size(), report);
    report.append(
        isByNetwork
            ? "The network tells the value.\n\n"
            : "The network is not better on both measures: BG/NBD and gamma-gamma tell the"
                + " value.\n\n");
    categories(learned.with(tuning), "validation", all, validation, moments.validation(), report);
    report.append(
        "The level of the value is %.3f, and categories trust the network by %.2f.%n%n"
            .formatted(tuning.level(), tuning.trust()));
    return new Chosen(best, tuning.valuedByNetwork(isByNetwork), report.toString());
  }

  private PredictionTraining training(List<Example> all, long before) {
    return new PredictionTraining(moments.names(), buying, all, before, seed);
  }

  private Learned later(List<Example> all, long before, int epochs) {
    PredictionTraining training = training(all, before);
    training.learn(epochs, (number, loss) -> {});
    return training.learned();
  }

  private static List<Example> between(List<Example> all, long from, long to) {
    return all.stream().filter(of -> of.at() >= from && of.at() < to).toList();
  }

  /** The cuts at a time of those who had bought by then, if their value is known. */
  private List<Example> bought(List<Example> of, long at, long until) {
    Map<String, Purchases> known = moments.purchases(at);
    return of.stream()
        .filter(x -> x.at() == at && x.knowsValue(until) && known.containsKey(x.visitor()))
        .toList();
  }

  private String report(Learned learned, Tuning tuning, List<Example> all, List<Example> test) {
    Predictor predictor = learned.with(tuning);
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
    categories(predictor, "test", all, test, moments.test(), text);
    List<Example> bought = bought(test, moments.test(), end);
    Predictor byNetwork = learned.with(tuning.valuedByNetwork(true));
    PredictionReport.values("test", values(byNetwork, bought, moments.test()), bought.size(), text);
    return text.toString();
  }

  private void categories(
      Predictor predictor,
      String part,
      List<Example> all,
      List<Example> of,
      long from,
      StringBuilder to) {
    long until = from + Predictor.VALUE_DAYS * Moments.DAY;
    PredictionReport.categories(
        part,
        predictor,
        of.stream().filter(x -> x.knowsCategory(until)).toList(),
        PredictionTraining.popularity(all, from, predictor.categories().size()),
        to);
  }

  /** The learned value beside the baseline's, which is fitted to all that was before then. */
  private List<ValueJudgement> values(Predictor predictor, List<Example> bought, long before) {
    Map<String, Purchases> known = moments.purchases(before);
    Buying fitted = moments.buying(before);
    progress.say(fitted.toString());
    double[] came = bought.stream().mapToDouble(Example::value).toArray();
    double[] learned = bought.stream().mapToDouble(of -> predictor.told(of.x()).value()).toArray();
    double[] baseline =
        bought.stream()
            .map(of -> Objects.requireNonNull(known.get(of.visitor())))
            .mapToDouble(
                purchases ->
                    fitted.frequency().expected(purchases.customer(), Predictor.VALUE_DAYS)
                        * fitted.worth().expected(purchases.paid()))
            .toArray();
    return List.of(
        ValueJudgement.of("BG/NBD and gamma-gamma", baseline, came),
        ValueJudgement.of("learned", learned, came));
  }
}
