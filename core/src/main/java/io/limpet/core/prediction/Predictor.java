package io.limpet.core.prediction;

import static java.util.stream.Collectors.joining;

import io.limpet.core.feature.Measure;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The multi-task model of visitors, forward only: a shared layer and a head a task.
 *
 * <pre>
 *   x      = (inputs - mean) scale, within -5 and 5
 *   h      = relu(x W + b)                                   shared by all tasks
 *   o      = h V + c                                         {@link Outputs}
 *   action = softmax(o[action]),  category = softmax of what {@link CategoryHead} makes of o
 *   p t    = sigmoid(slope_t o[t] + offset_t)                returns, churn: Platt's calibration
 *   value  = what {@link Buying} expects, corrected by {@link ValueHead}; or not corrected
 * </pre>
 *
 * <p>Tensors, all with the prefix {@code prediction.}: {@code mean}, {@code scale} [inputs]; {@code
 * hidden.weight} [inputs, width] and {@code .bias}; {@code out.weight} [width, outputs] and {@code
 * .bias}; {@code calibration} [2, 2]; {@code buying} [7], the parameters of {@link Buying}; {@code
 * value} [2], those of {@link ValueHead}; {@code popularity} [categories] and {@code trust} [1],
 * those of {@link CategoryHead}. The features are the parameter {@link #FEATURES}, the categories
 * {@link #CATEGORIES}. Immutable and thread-safe.
 */
public final class Predictor {
  /** Parameter: names of the categories, a line each. */
  public static final String CATEGORIES = "prediction.categories";

  /** Parameter: names of the features that it is told, in its order, with commas between. */
  public static final String FEATURES = "prediction.features";

  /**
   * Parameter: what tells the value, {@code network} or {@code buying}, whichever was better on
   * validation.
   */
  public static final String VALUE = "prediction.value";

  /** The network corrects what {@link Buying} expects. */
  public static final String BY_NETWORK = "network";

  /** {@link Buying} alone tells it. */
  public static final String BY_BUYING = "buying";

  /** Days within which a visitor may come back. */
  public static final int RETURN_DAYS = 7;

  /** Days without anything that make a visitor lost. */
  public static final int CHURN_DAYS = 30;

  /** Days whose value is told. */
  public static final int VALUE_DAYS = 90;

  /** Time without events that ends the session which the next action is in, milliseconds. */
  public static final long SESSION_MILLIS = 1_800_000;

  private static final String PREFIX = "prediction.";
  private static final float FARTHEST = 5;

  private final PredictionInputs inputs;
  private final Outputs outputs;
  private final float[] mean;
  private final float[] scale;
  private final float[][] hidden;
  private final float[] hiddenBias;
  private final float[][] out;
  private final float[] outBias;
  private final float[][] calibration;
  private final ValueHead value;
  private final CategoryHead category;
  private final boolean isValuedByNetwork;

  private Predictor(
      List<Measure<UserBehaviour>> features,
      List<String> categories,
      boolean isValuedByNetwork,
      Tensors tensors) {
    this.isValuedByNetwork = isValuedByNetwork;
    this.inputs =
        new PredictionInputs(
            features, Buying.of(tensor(tensors, "buying", 7).toArray()), categories);
    this.outputs = new Outputs(categories.size());
    int size = inputs.size();
    this.mean = tensor(tensors, "mean", size).toArray();
    this.scale = tensor(tensors, "scale", size).toArray();
    this.hiddenBias = tensors.get(PREFIX + "hidden.bias").toArray();
    this.hidden = rows(tensors, "hidden.weight", size, hiddenBias.length);
    this.outBias = tensor(tensors, "out.bias", outputs.size()).toArray();
    this.out = rows(tensors, "out.weight", hiddenBias.length, outBias.length);
    this.calibration = rows(tensors, "calibration", 2, 2);
    float[] popularity = tensor(tensors, "popularity", categories.size()).toArray();
    try {
      this.value = ValueHead.of(tensor(tensors, "value", 2).toArray());
      this.category = new CategoryHead(popularity, tensor(tensors, "trust", 1).toArray()[0]);
    } catch (IllegalArgumentException e) {
      throw new GenerationException(e.getMessage() + "; train again with this release", e);
    }
  }

  private static Tensor tensor(Tensors tensors, String name, int... shape) {
    Tensor tensor = tensors.get(PREFIX + name);
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new GenerationException(
          "%s%s is %s, not %s; train again with this release"
              .formatted(PREFIX, name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
    }
    return tensor;
  }

  private static float[][] rows(Tensors tensors, String name, int rows, int columns) {
    Tensor tensor = tensor(tensors, name, rows, columns);
    float[][] all = new float[rows][];
    for (int row = 0; row < rows; row++) {
      all[row] = tensor.row(row);
    }
    return all;
  }

  /**
   * The predictor of a generation, if it brings one.
   *
   * @throws GenerationException when its tensors do not fit what this release knows of visitors
   */
  public static Optional<Predictor> of(Map<String, String> parameters, Tensors tensors) {
    String names = parameters.get(CATEGORIES);
    return names == null
        ? Optional.empty()
        : Optional.of(
            new Predictor(
                features(parameters.get(FEATURES)),
                names.lines().toList(),
                BY_NETWORK.equals(parameters.get(VALUE)),
                tensors));
  }

  private static List<Measure<UserBehaviour>> features(@Nullable String names) {
    if (names == null) {
      // The first ones did not name them, and were told all that there were.
      return UserFeatures.list();
    }
    List<Measure<UserBehaviour>> features = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      features.add(
          UserFeatures.list().stream()
              .filter(feature -> feature.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new GenerationException(
                          "%s names \"%s\", which this release does not know of visitors; train again with this release, or upgrade Limpet"
                              .formatted(FEATURES, name))));
    }
    return features;
  }

  /** What a generation has to hold for it. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put(PREFIX + "mean", Tensor.of(mean.clone()));
    all.put(PREFIX + "scale", Tensor.of(scale.clone()));
    all.put(PREFIX + "hidden.weight", matrix(hidden));
    all.put(PREFIX + "hidden.bias", Tensor.of(hiddenBias.clone()));
    all.put(PREFIX + "out.weight", matrix(out));
    all.put(PREFIX + "out.bias", Tensor.of(outBias.clone()));
    all.put(PREFIX + "calibration", matrix(calibration));
    all.put(PREFIX + "buying", inputs.buying().tensor());
    all.put(PREFIX + "value", value.tensor());
    all.put(PREFIX + "popularity", category.popularity());
    all.put(PREFIX + "trust", category.trust());
    return all;
  }

  private static Tensor matrix(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
    }
    return Tensor.matrix(flat, rows.length, rows[0].length);
  }

  /** What the manifest has to say of it. */
  public Map<String, String> parameters() {
    return Map.of(
        FEATURES,
        inputs.features().stream().map(Measure::name).collect(joining(",")),
        CATEGORIES,
        String.join("\n", inputs.categories()),
        VALUE,
        isValuedByNetwork ? BY_NETWORK : BY_BUYING);
  }

  /** The categories that it knows, in their order. */
  public List<String> categories() {
    return inputs.categories();
  }

  /** A row of {@link PredictionInputs}, standardised. */
  public static float[] standardised(float[] row, float[] mean, float[] scale) {
    float[] x = new float[row.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.clamp((row[i] - mean[i]) * scale[i], -FARTHEST, FARTHEST);
    }
    return x;
  }

  /** What the network says of a row of {@link PredictionInputs}, before calibration. */
  public float[] outputs(float[] row) {
    float[] h = layer(standardised(row, mean, scale), hidden, hiddenBias);
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.max(0, h[i]);
    }
    return layer(h, out, outBias);
  }

  private static float[] layer(float[] x, float[][] weight, float[] bias) {
    float[] y = bias.clone();
    for (int i = 0; i < x.length; i++) {
      float by = x[i];
      float[] row = weight[i];
      for (int j = 0; j < y.length; j++) {
        y[j] += by * row[j];
      }
    }
    return y;
  }

  /** What a visitor will do, as of a time that nothing in the behaviour is after. */
  public Predicted predict(UserBehaviour behaviour, long atMillis) {
    return told(inputs.row(behaviour, atMillis));
  }

  /** The same of a row of {@link PredictionInputs}. */
  public Predicted told(float[] row) {
    float[] o = outputs(row);
    double[] actions = softmax(actions(o));
    Map<NextAction, Double> next = new EnumMap<>(NextAction.class);
    for (NextAction action : NextAction.values()) {
      next.put(action, actions[action.ordinal()]);
    }
    List<String> categories = inputs.categories();
    double[] shares = softmax(category.logits(row, o, outputs.category()));
    List<Predicted.Likely> likely = new ArrayList<>();
    for (int c = 0; c < shares.length; c++) {
      likely.add(new Predicted.Likely(categories.get(c), shares[c]));
    }
    likely.sort(Comparator.comparingDouble(Predicted.Likely::probability).reversed());
    return new Predicted(
        next,
        likely,
        calibrated(0, o[outputs.returns()]),
        calibrated(1, o[outputs.churn()]),
        isValuedByNetwork
            ? value.expected(inputs.bought(row), o[outputs.value()])
            : inputs.bought(row));
  }

  private double calibrated(int task, float logit) {
    return Outputs.sigmoid(calibration[task][0] * logit + calibration[task][1]);
  }

  private double[] actions(float[] o) {
    double[] logits = new double[NextAction.values().length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = o[outputs.action() + i];
    }
    return logits;
  }

  private static double[] softmax(double[] logits) {
    double most = Arrays.stream(logits).max().orElse(0);
    double[] p = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(of -> of / sum).toArray();
  }
}
