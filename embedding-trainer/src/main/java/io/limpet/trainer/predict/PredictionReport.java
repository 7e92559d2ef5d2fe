package io.limpet.trainer.predict;

import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.Predicted;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

  /** Beside what the visitor liked so far, mixed half and half with what all do. */
  static void categories(Predictor predictor, List<Example> of, StringBuilder to) {
    int size = predictor.categories().size();
    Outputs outputs = new Outputs(size);
    double[] popular = new double[size];
    for (Example example : of) {
      for (int c = 0; c < size; c++) {
        popular[c] += share(example.next(), c) / of.size();
      }
    }
    double[] losses = new double[3];
    double[] first = new double[3];
    for (Example example : of) {
      float[] o = predictor.outputs(example.x());
      double[] learned = softmax(o, outputs.category(), size);
      double[] own = new double[size];
      int shares = example.x().length - size;
      for (int c = 0; c < size; c++) {
        own[c] = 0.5 * Math.max(0, example.x()[shares + c]) + 0.5 * popular[c];
      }
      double[][] ways = {popular, own, learned};
      for (int way = 0; way < ways.length; way++) {
        int most = 0;
        for (int c = 0; c < size; c++) {
          losses[way] -=
              share(example.next(), c) * Math.log(Math.max(1e-6, ways[way][c])) / of.size();
          most = ways[way][c] > ways[way][most] ? c : most;
        }
        first[way] += share(example.next(), most) > 0 ? 1.0 / of.size() : 0;
      }
    }
    line(to, "**category of what is next**: %,d moments and cuts\n", of.size());
    line(to, "| | log loss | first one is met |\n|---|---:|---:|");
    String[] names = {"popularity (of the test itself)", "own shares and popularity", "learned"};
    for (int way = 0; way < names.length; way++) {
      line(to, "| %s | %.4f | %.3f |", names[way], losses[way], first[way]);
    }
    to.append('\n');
  }

  private static float share(float @Nullable [] next, int category) {
    return next == null ? 0 : next[category];
  }

  private static double[] softmax(float[] o, int from, int size) {
    double sum = 0;
    double[] p = new double[size];
    for (int c = 0; c < size; c++) {
      p[c] = Math.exp(o[from + c]);
      sum += p[c];
    }
    for (int c = 0; c < size; c++) {
      p[c] /= sum;
    }
    return p;
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
