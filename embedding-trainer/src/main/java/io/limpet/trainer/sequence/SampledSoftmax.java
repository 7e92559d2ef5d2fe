package io.limpet.trainer.sequence;

import io.limpet.core.encoder.Activations;
import io.limpet.trainer.maths.Block;
import io.limpet.trainer.maths.Gemm;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Cross-entropy of what came next against drawn items, the same for all positions of a step:
 *
 * <pre>
 *   loss(p) = -l(p, target) + log( exp l(p, target) + sum over drawn j of w exp l(p, j) )
 *   l(p, i) = q(p) . e(i)
 * </pre>
 *
 * where w = (items - 1) / drawn, so that the sum stands for all other items; a drawn item that is
 * the target is passed over. With all items drawn, w = 1 and this is the full softmax. The logits
 * of some positions at a time stay in the processor's cache. Owned by one thread.
 */
final class SampledSoftmax implements AutoCloseable {
  private static final int ROWS = 64;

  private final int width;
  private final Block drawn = new Block();
  private final Block queries = new Block();
  private final Block logits = new Block();
  private final Block dQueries = new Block();
  private final Block dDrawn = new Block();
  private float[] l = new float[0];
  private float[] dq = new float[0];
  private float[] right = new float[0];

  SampledSoftmax(int width) {
    this.width = width;
  }

  /**
   * Adds up the loss and its gradients.
   *
   * @param q [positions x width]
   * @param embeddings rows of the items of the step; the first {@code negatives} of them were drawn
   * @param w what a drawn item stands for
   * @param weights of the positions in the gradient
   * @param dEmbeddings is added to
   * @return the sum of the weighted losses; dLoss/dq is in {@link #dq()}
   */
  double learn(
      Batch batch,
      float[] q,
      float[] embeddings,
      int negatives,
      float w,
      float[] weights,
      float[] dEmbeddings) {
    int positions = batch.positions();
    dq = Buffers.atLeast(dq, positions * width);
    right = Buffers.atLeast(right, positions);
    l = Buffers.atLeast(l, ROWS * negatives);
    FloatPointer e = drawn.put(embeddings, 0, negatives * width);
    FloatPointer de = dDrawn.put(dEmbeddings, 0, negatives * width);
    double loss = 0;
    for (int from = 0; from < positions; from += ROWS) {
      int rows = Math.min(ROWS, positions - from);
      FloatPointer x = queries.put(q, from * width, rows * width);
      FloatPointer scores = logits.room(rows * negatives);
      Gemm.multiply(false, true, rows, negatives, width, x, e, 0, scores);
      logits.get(l, 0, rows * negatives);
      for (int r = 0; r < rows; r++) {
        int p = from + r;
        int target = batch.targets()[p];
        if (target < 0) {
          Arrays.fill(l, r * negatives, (r + 1) * negatives, 0);
          right[p] = 0;
        } else {
          float positive = dot(q, p * width, embeddings, target * width);
          loss += gradient(r * negatives, negatives, target, positive, w, p, weights[p]);
        }
      }
      logits.put(l, 0, rows * negatives);
      FloatPointer dx = dQueries.room(rows * width);
      Gemm.multiply(false, false, rows, width, negatives, scores, e, 0, dx);
      Gemm.multiply(true, false, negatives, width, rows, scores, x, 1, de);
      dQueries.get(dq, from * width, rows * width);
    }
    dDrawn.get(dEmbeddings, 0, negatives * width);
    addPositives(batch, q, embeddings, dEmbeddings);
    return loss;
  }

  /** dLoss/dq of the last call. */
  float[] dq() {
    return dq;
  }

  private float dot(float[] a, int aAt, float[] b, int bAt) {
    float sum = 0;
    for (int c = 0; c < width; c++) {
      sum += a[aAt + c] * b[bAt + c];
    }
    return sum;
  }

  /**
   * Logits of one position to their gradient in place; that of the target goes to {@code right}.
   */
  private double gradient(
      int at, int negatives, int target, float positive, float w, int p, float weight) {
    float[] of = l;
    float highest = positive;
    for (int j = 0; j < negatives; j++) {
      highest = Math.max(highest, of[at + j]);
    }
    for (int j = 0; j < negatives; j++) {
      of[at + j] = Activations.exp(of[at + j] - highest);
    }
    if (target < negatives) {
      of[at + target] = 0;
    }
    float own = Activations.exp(positive - highest);
    float sum = own + w * Floats.sum(of, at, negatives);
    float scale = weight * w / sum;
    for (int j = 0; j < negatives; j++) {
      of[at + j] *= scale;
    }
    right[p] = weight * (own / sum - 1);
    return weight * (Math.log(sum) + highest - positive);
  }

  private void addPositives(Batch batch, float[] q, float[] embeddings, float[] dEmbeddings) {
    for (int p = 0; p < batch.positions(); p++) {
      float by = right[p];
      if (by != 0) {
        int row = batch.targets()[p] * width;
        int at = p * width;
        for (int c = 0; c < width; c++) {
          dq[at + c] += by * embeddings[row + c];
          dEmbeddings[row + c] += by * q[at + c];
        }
      }
    }
  }

  @Override
  public void close() {
    drawn.close();
    queries.close();
    logits.close();
    dQueries.close();
    dDrawn.close();
  }
}
