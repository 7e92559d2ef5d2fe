package io.limpet.trainer.sequence;

import io.limpet.trainer.maths.Gemm;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The embedding of an item, the same as an input and as an answer: what is learned of the item
 * itself, and of what it says,
 *
 * <pre>  e(i) = id(i) + says(i) W + sum over its labels of label / sqrt(labels)</pre>
 *
 * so that items with few interactions lean on others that are like them.
 */
final class ItemEmbedding implements AutoCloseable {
  private static final double SPREAD = 0.02;

  private final int width;
  private final ItemFeatures features;
  private final float[] ids;
  private final float[] labels;
  private final float[] map;
  private final RowAdam idAdam;
  private final RowAdam labelAdam;
  private final RowAdam mapAdam;
  private final float[] dMap;
  private final LabelGradient labelGradient;
  private final Gemm gemm = new Gemm();
  private float[] says = new float[0];

  ItemEmbedding(int items, int width, ItemFeatures features, SplittableRandom random) {
    this.width = width;
    this.features = features;
    this.ids = gaussian(items * width, SPREAD, random);
    this.labels = gaussian(features.labels() * width, SPREAD, random);
    this.map = gaussian(features.width() * width, Math.sqrt(0.0005), random);
    this.idAdam = new RowAdam(ids, width);
    this.labelAdam = new RowAdam(labels, width);
    this.mapAdam = new RowAdam(map, width);
    this.dMap = new float[map.length];
    this.labelGradient = new LabelGradient(features.labels(), width);
  }

  private static float[] gaussian(int size, double spread, SplittableRandom random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian(0, spread);
    }
    return numbers;
  }

  /** Embeddings of the first so many of these items, a row each, into {@code e}. */
  void forward(int[] items, int count, float[] e) {
    if (features.width() > 0) {
      gather(items, count);
      gemm.times(says, map, e, count, width, features.width());
    } else {
      java.util.Arrays.fill(e, 0, count * width, 0);
    }
    for (int j = 0; j < count; j++) {
      int at = j * width;
      int row = items[j] * width;
      for (int c = 0; c < width; c++) {
        e[at + c] += ids[row + c];
      }
      int[] own = features.labels(items[j]);
      float by = features.labelScale(items[j]);
      for (int label : own) {
        int from = label * width;
        for (int c = 0; c < width; c++) {
          e[at + c] += by * labels[from + c];
        }
      }
    }
  }

  /** Takes out of an embedding what was learned of the item itself, or was its random beginning. */
  void subtractId(int item, float[] e, int at) {
    for (int c = 0; c < width; c++) {
      e[at + c] -= ids[item * width + c];
    }
  }

  private void gather(int[] items, int count) {
    int t = features.width();
    says = Buffers.atLeast(says, count * t);
    for (int j = 0; j < count; j++) {
      System.arraycopy(features.numbers(), items[j] * t, says, j * t, t);
    }
  }

  /** One step by the gradient of the embeddings of the last {@link #forward}. */
  void step(int[] items, int count, float[] de, int step, double rate) {
    idAdam.step(de, items, count, step, rate);
    if (features.width() > 0) {
      java.util.Arrays.fill(dMap, 0);
      gemm.addTransposedTimes(says, de, dMap, features.width(), width, count);
      mapAdam.stepAll(dMap, step, rate);
    }
    if (features.labels() > 0) {
      for (int j = 0; j < count; j++) {
        labelGradient.add(features.labels(items[j]), features.labelScale(items[j]), de, j * width);
      }
      labelGradient.step(labelAdam, step, rate);
    }
  }

  /** Adds the arrays by which a training can go on. */
  void addTo(Map<String, float[]> state) {
    idAdam.addTo("items/ids", state);
    labelAdam.addTo("items/labels", state);
    mapAdam.addTo("items/map", state);
  }

  /** W, row-major: the rows of texts, then those of vectors that came along. */
  float[] map() {
    return map.clone();
  }

  /** The embeddings of labels, a row each. */
  float[][] labelRows() {
    float[][] rows = new float[features.labels()][];
    for (int label = 0; label < rows.length; label++) {
      rows[label] = java.util.Arrays.copyOfRange(labels, label * width, (label + 1) * width);
    }
    return rows;
  }

  int width() {
    return width;
  }

  @Override
  public void close() {
    gemm.close();
  }
}
