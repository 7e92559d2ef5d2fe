package io.limpet.core.ranking;

import io.limpet.core.encoder.Activations;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The multi-gate mixture of experts (MMoE: Ma et al., "Modeling Task Relationships in Multi-task
 * Learning with Multi-gate Mixture-of-Experts", KDD 2018), forward only:
 *
 * <pre>
 *   x        = (features - mean) scale, within -5 and 5
 *   expert e = relu(x W_e + b_e)                            shared by all tasks
 *   gate t   = softmax(x G_t + g_t)                         a weight an expert
 *   logit t  = relu(sum over e of gate t,e expert e . U_t + u_t) . v_t + c_t
 *   p t      = sigmoid(slope_t logit t + offset_t)          Platt's calibration
 * </pre>
 *
 * <p>Tensors, all with the prefix {@code ranker.}: {@code mean}, {@code scale} [features]; {@code
 * experts.weight} [features, experts x width] and {@code .bias}, expert by expert; {@code
 * gate.TASK.weight} [features, experts] and {@code .bias}; {@code tower.TASK.hidden} and {@code
 * tower.TASK.out}, weight and bias; {@code calibration} [tasks, 2]. Which features, and in which
 * order, is said by the parameter {@link #FEATURES} of the manifest. Immutable and thread-safe.
 */
public final class Ranker {
  /** Parameter of the manifest: names of the features, with commas between. */
  public static final String FEATURES = "ranker.features";

  private static final String PREFIX = "ranker.";
  private static final String MEAN = PREFIX + "mean";

  /** Beyond so many standard deviations a feature says nothing more. */
  private static final float FARTHEST = 5;

  /**
   * Rows that go through the layers side by side: so many that what a loop takes to begin and to
   * end is little, so few that what is between the layers stays in the cache.
   */
  private static final int LANES = 256;

  private final List<Feature> features;
  private final int[] columns;
  private final float[] mean;
  private final float[] scale;
  private final Dense experts;
  private final List<Dense> gates = new ArrayList<>();
  private final List<Dense> hidden = new ArrayList<>();
  private final List<Dense> out = new ArrayList<>();
  private final float[][] calibration;
  private final int width;

  private Ranker(List<Feature> features, Tensors tensors) {
    int inputs = features.size();
    this.features = List.copyOf(features);
    this.columns = features.stream().mapToInt(Feature::ordinal).toArray();
    this.mean = vector(tensors, "mean", inputs);
    this.scale = vector(tensors, "scale", inputs);
    this.experts = dense(tensors, "experts", inputs, 0);
    int count = tensors.get(PREFIX + "gate." + Task.VIEW.label() + ".bias").rows();
    if (count < 1 || experts.outputs() % count != 0) {
      throw new GenerationException(
          "the ranker has %d gates for experts of %d floats together"
              .formatted(count, experts.outputs()));
    }
    this.width = experts.outputs() / count;
    for (Task task : Task.values()) {
      gates.add(dense(tensors, "gate." + task.label(), inputs, count));
      Dense first = dense(tensors, "tower." + task.label() + ".hidden", width, 0);
      hidden.add(first);
      out.add(dense(tensors, "tower." + task.label() + ".out", first.outputs(), 1));
    }
    Tensor platt = tensors.get(PREFIX + "calibration");
    if (platt.rows() != Task.values().length || platt.columns() != 2) {
      throw new GenerationException(
          "ranker.calibration is %s, not [%d, 2]"
              .formatted(Arrays.toString(platt.shape()), Task.values().length));
    }
    this.calibration = new float[platt.rows()][];
    for (int t = 0; t < calibration.length; t++) {
      calibration[t] = platt.row(t);
    }
  }

  private static float[] vector(Tensors tensors, String name, int size) {
    float[] vector = tensors.get(PREFIX + name).toArray();
    if (vector.length != size) {
      throw new GenerationException(
          "ranker.%s has %d numbers for %d features".formatted(name, vector.length, size));
    }
    return vector;
  }

  private static Dense dense(Tensors tensors, String name, int inputs, int outputs) {
    return Dense.of(
        name,
        tensors.get(PREFIX + name + ".weight"),
        tensors.get(PREFIX + name + ".bias"),
        inputs,
        outputs);
  }

  /**
   * The ranker of a generation, if it brings one.
   *
   * @param parameters of the manifest
   * @throws GenerationException when its tensors do not fit, or it asks for a feature that this
   *     release does not know
   */
  public static Optional<Ranker> of(Map<String, String> parameters, Tensors tensors) {
    if (tensors.find(MEAN).isEmpty()) {
      return Optional.empty();
    }
    String names = parameters.get(FEATURES);
    if (names == null) {
      throw new GenerationException(
          "the generation has a ranker, but no parameter " + FEATURES + " that names its features");
    }
    List<Feature> features =
        Arrays.stream(names.split(","))
            .map(
                name ->
                    Feature.find(name)
                        .orElseThrow(
                            () ->
                                new GenerationException(
                                    "the ranker asks for a feature \"%s\", which this release does not know; upgrade Limpet"
                                        .formatted(name))))
            .toList();
    return Optional.of(new Ranker(features, tensors));
  }

  /** The ranker of these features and tensors. */
  public static Ranker of(List<Feature> features, Tensors tensors) {
    return new Ranker(features, tensors);
  }

  /**
   * The same with another calibration.
   *
   * @param platt slope and offset of each task
   */
  public Ranker calibrated(float[][] platt) {
    Map<String, Tensor> all = tensors();
    float[] flat = new float[2 * platt.length];
    for (int t = 0; t < platt.length; t++) {
      System.arraycopy(platt[t], 0, flat, 2 * t, 2);
    }
    all.put(PREFIX + "calibration", Tensor.matrix(flat, platt.length, 2));
    return new Ranker(features, new Tensors(all));
  }

  /** What a generation has to hold for it. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put(MEAN, Tensor.of(mean.clone()));
    all.put(PREFIX + "scale", Tensor.of(scale.clone()));
    experts.export(PREFIX + "experts", all);
    float[] platt = new float[2 * calibration.length];
    for (Task task : Task.values()) {
      int t = task.ordinal();
      gates.get(t).export(PREFIX + "gate." + task.label(), all);
      hidden.get(t).export(PREFIX + "tower." + task.label() + ".hidden", all);
      out.get(t).export(PREFIX + "tower." + task.label() + ".out", all);
      System.arraycopy(calibration[t], 0, platt, 2 * t, 2);
    }
    all.put(PREFIX + "calibration", Tensor.matrix(platt, calibration.length, 2));
    return all;
  }

  /** What the manifest has to say of it. */
  public Map<String, String> parameters() {
    return Map.of(FEATURES, features.stream().map(Feature::label).collect(Collectors.joining(",")));
  }

  /** The features it looks at. */
  public List<Feature> features() {
    return features;
  }

  /** The mean of a feature in training, what an explanation puts in its place. */
  public float mean(Feature feature) {
    int at = features.indexOf(feature);
    return at < 0 ? 0 : mean[at];
  }

  /**
   * What the network is given of a row of {@link RankingFeatures}: its own features, standardised.
   */
  public float[] inputs(float[] row) {
    return inputs(row, columns, mean, scale);
  }

  /** The same with these numbers, for a ranker that is still to be trained. */
  public static float[] inputs(float[] row, int[] columns, float[] mean, float[] scale) {
    float[] x = new float[columns.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.clamp((row[columns[i]] - mean[i]) * scale[i], -FARTHEST, FARTHEST);
    }
    return x;
  }

  /** The logits of the tasks, in their order, before calibration. */
  public float[] logits(float[] row) {
    float[] x = inputs(row);
    float[] all = experts.rectified(x);
    float[] logits = new float[gates.size()];
    float[] mixed = new float[width];
    for (int t = 0; t < logits.length; t++) {
      float[] gate = softmax(gates.get(t).apply(x));
      Arrays.fill(mixed, 0);
      for (int e = 0; e < gate.length; e++) {
        int at = e * width;
        for (int j = 0; j < width; j++) {
          mixed[j] += gate[e] * all[at + j];
        }
      }
      logits[t] = out.get(t).apply(hidden.get(t).rectified(mixed))[0];
    }
    return logits;
  }

  /** Calibrated probabilities of the tasks, in their order. */
  public double[] probabilities(float[] row) {
    float[] logits = logits(row);
    double[] probabilities = new double[logits.length];
    for (int t = 0; t < probabilities.length; t++) {
      probabilities[t] = calibrated(t, logits[t]);
    }
    return probabilities;
  }

  private double calibrated(int task, float logit) {
    return 1 / (1 + Math.exp(-(calibration[task][0] * logit + calibration[task][1])));
  }

  /**
   * Calibrated probabilities of the tasks, of each row: what {@link #probabilities(float[])} says
   * of them one by one, to within 1e-5, in a fraction of the time: functions of {@link Activations}
   * take the place of the JDK's.
   */
  public double[][] probabilities(float[][] rowsOf) {
    double[][] probabilities = new double[rowsOf.length][gates.size()];
    for (int from = 0; from < rowsOf.length; from += LANES) {
      int lanes = Math.min(LANES, rowsOf.length - from);
      float[][] x = sideBySide(rowsOf, from, lanes);
      float[][] all = experts.rectified(x, lanes);
      for (int t = 0; t < gates.size(); t++) {
        float[][] gate = gates.get(t).apply(x, lanes);
        softmax(gate, lanes);
        float[][] mixed = mixed(gate, all, lanes);
        float[] logits = out.get(t).apply(hidden.get(t).rectified(mixed, lanes), lanes)[0];
        calibrate(t, logits);
        for (int l = 0; l < lanes; l++) {
          probabilities[from + l][t] = logits[l];
        }
      }
    }
    return probabilities;
  }

  /** Puts probabilities in place of logits. */
  private void calibrate(int task, float[] logits) {
    float slope = calibration[task][0];
    float offset = calibration[task][1];
    for (int l = 0; l < logits.length; l++) {
      logits[l] = Activations.sigmoid(slope * logits[l] + offset);
    }
  }

  private float[][] sideBySide(float[][] rowsOf, int from, int lanes) {
    float[][] x = new float[columns.length][lanes];
    for (int l = 0; l < lanes; l++) {
      float[] row = rowsOf[from + l];
      for (int i = 0; i < columns.length; i++) {
        x[i][l] = row[columns[i]];
      }
    }
    for (int i = 0; i < columns.length; i++) {
      standardise(x[i], mean[i], scale[i]);
    }
    return x;
  }

  private static void standardise(float[] x, float mean, float scale) {
    for (int l = 0; l < x.length; l++) {
      x[l] = Math.max(-FARTHEST, Math.min(FARTHEST, (x[l] - mean) * scale));
    }
  }

  /** The experts' outputs, each expert by its gate. */
  private float[][] mixed(float[][] gate, float[][] all, int lanes) {
    float[][] mixed = new float[width][lanes];
    for (int e = 0; e < gate.length; e++) {
      for (int j = 0; j < width; j++) {
        addProducts(gate[e], all[e * width + j], mixed[j]);
      }
    }
    return mixed;
  }

  private static void addProducts(float[] by, float[] x, float[] y) {
    for (int l = 0; l < y.length; l++) {
      y[l] += by[l] * x[l];
    }
  }

  private static void softmax(float[][] z, int lanes) {
    float[] most = z[0].clone();
    for (float[] of : z) {
      for (int l = 0; l < lanes; l++) {
        most[l] = Math.max(most[l], of[l]);
      }
    }
    float[] sum = new float[lanes];
    for (float[] of : z) {
      for (int l = 0; l < lanes; l++) {
        of[l] = Activations.exp(of[l] - most[l]);
        sum[l] += of[l];
      }
    }
    for (float[] of : z) {
      for (int l = 0; l < lanes; l++) {
        of[l] /= sum[l];
      }
    }
  }

  private static float[] softmax(float[] z) {
    float most = Float.NEGATIVE_INFINITY;
    for (float of : z) {
      most = Math.max(most, of);
    }
    float sum = 0;
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) Math.exp(z[i] - most);
      sum += z[i];
    }
    for (int i = 0; i < z.length; i++) {
      z[i] /= sum;
    }
    return z;
  }
}
