package io.limpet.trainer.predict;

import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.Predicted;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Figures of predictions as Markdown. */
final class PredictionReport {
  private PredictionReport() {}

  private static void line(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  static void probabilities(
      String name,
      Predictor predictor,
      List<Example> of,
      Predicate<Example> isHit,
      boolean isReturn,
      StringBuilder to) {
    if (of.isEmpty()) {
      return;
    }
    double[] learned = new double[of.size()];
    boolean[] hits = new boolean[of.size()];
    for (int i = 0; i < learned.length; i++) {
      Predicted predicted = predictor.told(of.get(i).x());
      learned[i] = isReturn ? predicted.returns() : predicted.churns();
      hits[i] = isHit.test(of.get(i));
    }
    Judgement judged = Judgement.of(learned, hits);
    line(
        to,
        "**%s**: %,d users at cuts, %.1f %% did; AUC %.4f, Brier %.4f (the rate alone %.4f),"
            + " calibration error %.4f",
        name,
        judged.examples(),
        100 * judged.rate(),
        judged.auc(),
        judged.brier(),
        judged.plain(),
        judged.calibrationError());
    line(to, "\n| predicted | observed |\n|---:|---:|");
    judged.bins().forEach(bin -> line(to, "| %.3f | %.3f |", bin.predicted(), bin.observed()));
    to.append('\n');
  }

  static void actions(Predictor predictor, List<Example> of, StringBuilder to) {
    int[] counts = new int[NextAction.values().length];
    double loss = 0;
    int right = 0;
    for (Example example : of) {
      Predicted predicted = predictor.told(example.x());
      NextAction came = NextAction.values()[example.action()];
      counts[example.action()]++;
      loss -= Math.log(Math.max(1e-12, predicted.nextAction().getOrDefault(came, 0.0))) / of.size();
      double most = predicted.nextAction().values().stream().mapToDouble(p -> p).max().orElse(0);
      right += predicted.nextAction().getOrDefault(came, 0.0) >= most ? 1 : 0;
    }
    double entropy = 0;
    for (int count : counts) {
      double share = (double) count / of.size();
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    line(
        to,
        "**next action**: %,d moments; log loss %.4f (shares alone %.4f), right %.3f, share of the"
            + " most frequent %.3f\n",
        of.size(),
        loss,
        entropy,
        (double) right / of.size(),
        (double) java.util.Arrays.stream(counts).max().orElse(0) / of.size());
  }

  /**
   * Beside what the visitor liked so far, mixed half and half with what all do.
   *
   * @param before shares of the categories in what all did before these examples
   */
  static void categories(
      String part, Predictor predictor, List<Example> of, float[] before, StringBuilder to) {
    int size = predictor.categories().size();
    double[] popular = new double[size];
    double[] known = new double[size];
    for (int c = 0; c < size; c++) {
      int category = c;
      popular[c] = of.stream().mapToDouble(example -> example.share(category)).average().orElse(0);
      known[c] = before[c];
    }
    List<CategoryJudgement> judged =
        List.of(
            CategoryJudgement.of("popularity (of these days themselves)", of, x -> popular),
            CategoryJudgement.of("own shares and that popularity", of, x -> mixed(x, popular)),
            CategoryJudgement.of("own shares and popularity before", of, x -> mixed(x, known)),
            CategoryJudgement.of("learned", predictor, of));
    line(to, "**category of what is next, %s**: %,d moments and cuts\n", part, of.size());
    line(to, "| | log loss | first one is met |\n|---|---:|---:|");
    judged.forEach(way -> line(to, "| %s | %.4f | %.3f |", way.name(), way.loss(), way.first()));
    to.append('\n');
  }

  private static double[] mixed(Example example, double[] popular) {
    double[] shares = new double[popular.length];
    int own = example.x().length - popular.length;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = 0.5 * Math.max(0, example.x()[own + c]) + 0.5 * popular[c];
    }
    return shares;
  }

  static void values(String part, List<ValueJudgement> judged, int users, StringBuilder to) {
    line(to, "**value within 90 days, %s**: %,d users\n", part, users);
    line(to, "| | mean error | root of squares | sum | Gini |\n|---|---:|---:|---:|---:|");
    for (ValueJudgement of : judged) {
      line(
          to,
          "| %s | %.1f | %.1f | %.3f | %.4f |",
          of.name(),
          of.error(),
          of.root(),
          of.sum(),
          of.gini());
    }
    to.append('\n');
  }
}
