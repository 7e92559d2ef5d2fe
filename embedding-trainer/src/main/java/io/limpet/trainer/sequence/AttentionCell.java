package io.limpet.trainer.sequence;

import io.limpet.core.encoder.Activations;
import io.limpet.trainer.maths.Gemm;

/**
 * Causal self-attention with several heads (Vaswani et al., 2017; for items: SASRec, Kang and
 * McAuley, 2018). How far back an event is counts by a learned number a head and distance, so no
 * position has to be embedded:
 *
 * <pre>
 *   (q, k, v) = x W + b
 *   y(t) = sum over s up to t of softmax( q(t) . k(s) / sqrt(head) + distance(t - s) ) v(s)   for each head
 *   output = y O + o
 * </pre>
 */
final class AttentionCell implements Layer {
  /** Heads, each of the same part of the width. */
  static final int HEADS = 2;

  /** End of the name of the weight of distances, [heads x distances]. */
  static final String DISTANCE = ".distance";

  private final int width;
  private final int head;
  private final int shard;
  private final Dense in;
  private final Dense out;
  private final Weight distance;
  private float[] qkv = new float[0];
  private float[] y = new float[0];
  private float[] shares = new float[0];
  private float[] dqkv = new float[0];
  private int[] firstShare = new int[0];

  AttentionCell(Weights weights, String name, int width, Gemm gemm, int shard) {
    this.width = width;
    this.head = width / HEADS;
    this.shard = shard;
    this.in = weights.dense(name + ".in", gemm, shard);
    this.out = weights.dense(name + ".out", gemm, shard);
    this.distance = weights.get(name + DISTANCE);
  }

  private int distances() {
    return distance.value.length / HEADS;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    int positions = batch.positions();
    qkv = in.forward(batch, x);
    y = Buffers.atLeast(y, positions * width);
    java.util.Arrays.fill(y, 0, positions * width, 0);
    number(batch);
    float scale = (float) (1 / Math.sqrt(head));
    for (int q = 0; q < batch.sequences(); q++) {
      for (int t = batch.starts()[q]; t < batch.starts()[q + 1]; t++) {
        for (int h = 0; h < HEADS; h++) {
          attend(batch.starts()[q], t, h, scale);
        }
      }
    }
    return out.forward(batch, y);
  }

  /** Where the shares of each position begin. */
  private void number(Batch batch) {
    int positions = batch.positions();
    if (firstShare.length < positions) {
      firstShare = new int[positions + positions / 4];
    }
    int size = 0;
    for (int q = 0; q < batch.sequences(); q++) {
      for (int t = batch.starts()[q]; t < batch.starts()[q + 1]; t++) {
        firstShare[t] = size;
        size += HEADS * (t - batch.starts()[q] + 1);
      }
    }
    shares = Buffers.atLeast(shares, size);
  }

  private void attend(int begin, int t, int h, float scale) {
    int past = t - begin + 1;
    int at = firstShare[t] + h * past;
    int query = t * 3 * width + h * head;
    float highest = Float.NEGATIVE_INFINITY;
    for (int s = 0; s < past; s++) {
      int key = (begin + s) * 3 * width + width + h * head;
      float dot = 0;
      for (int c = 0; c < head; c++) {
        dot += qkv[query + c] * qkv[key + c];
      }
      float logit = dot * scale + distance.value[place(h, past - 1 - s)];
      shares[at + s] = logit;
      highest = Math.max(highest, logit);
    }
    float sum = 0;
    for (int s = 0; s < past; s++) {
      shares[at + s] = Activations.exp(shares[at + s] - highest);
      sum += shares[at + s];
    }
    int to = t * width + h * head;
    for (int s = 0; s < past; s++) {
      float share = shares[at + s] /= sum;
      int value = (begin + s) * 3 * width + 2 * width + h * head;
      for (int c = 0; c < head; c++) {
        y[to + c] += share * qkv[value + c];
      }
    }
  }

  private int place(int h, int steps) {
    return h * distances() + Math.min(distances() - 1, steps);
  }

  @Override
  public float[] backward(Batch batch, float[] dOut) {
    int positions = batch.positions();
    float[] dy = out.backward(batch, dOut);
    dqkv = Buffers.atLeast(dqkv, positions * 3 * width);
    java.util.Arrays.fill(dqkv, 0, positions * 3 * width, 0);
    float scale = (float) (1 / Math.sqrt(head));
    for (int q = 0; q < batch.sequences(); q++) {
      for (int t = batch.starts()[q]; t < batch.starts()[q + 1]; t++) {
        for (int h = 0; h < HEADS; h++) {
          attendBackward(batch.starts()[q], t, h, scale, dy);
        }
      }
    }
    return in.backward(batch, dqkv);
  }

  private void attendBackward(int begin, int t, int h, float scale, float[] dy) {
    int past = t - begin + 1;
    int at = firstShare[t] + h * past;
    int from = t * width + h * head;
    int query = t * 3 * width + h * head;
    float[] dShares = new float[past];
    float along = 0;
    for (int s = 0; s < past; s++) {
      int value = (begin + s) * 3 * width + 2 * width + h * head;
      float dot = 0;
      for (int c = 0; c < head; c++) {
        dot += dy[from + c] * qkv[value + c];
        dqkv[value + c] += shares[at + s] * dy[from + c];
      }
      dShares[s] = dot;
      along += dot * shares[at + s];
    }
    float[] dDistance = distance.gradient(shard);
    for (int s = 0; s < past; s++) {
      float dLogit = shares[at + s] * (dShares[s] - along);
      dDistance[place(h, past - 1 - s)] += dLogit;
      int key = (begin + s) * 3 * width + width + h * head;
      for (int c = 0; c < head; c++) {
        dqkv[query + c] += dLogit * scale * qkv[key + c];
        dqkv[key + c] += dLogit * scale * qkv[query + c];
      }
    }
  }
}
