package io.limpet.trainer.sequence;

import io.limpet.core.encoder.TimeGap;
import io.limpet.core.event.EventType;
import io.limpet.trainer.maths.Gemm;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers from embedded events to user vectors, those of one shard:
 *
 * <pre>
 *   norm, event type and time gap, dropout,
 *   blocks of  norm(x + dropout(cell(x)))  and  norm(x + dropout(feed-forward(x))),
 *   dropout
 * </pre>
 */
final class Network implements AutoCloseable {
  private static final int HIDDEN = 4;
  private static final int DISTANCES = 32;
  private static final float SLOWEST = 4;
  private static final float FASTEST = -1;
  private static final double SPREAD = 0.02;

  private final Gemm gemm = new Gemm();
  private final Chain chain;
  private final List<Dropout> dropouts = new ArrayList<>();

  Network(SequenceHyper hyper, Weights weights, int shard) {
    int d = hyper.width();
    List<Layer> layers = new ArrayList<>();
    layers.add(weights.norm("in", d, shard));
    layers.add(new Tokens(d, weights.get("types"), weights.get("gaps"), shard));
    layers.add(dropout(d, hyper.embeddingDropout()));
    for (int b = 0; b < hyper.blocks(); b++) {
      String name = "block" + b;
      layers.add(
          new Residual(
              cell(hyper, weights, name + ".cell", shard),
              dropout(d, hyper.hiddenDropout()),
              weights.norm(name + ".cell.norm", d, shard),
              d));
      Chain feedForward =
          new Chain(
              List.of(
                  weights.dense(name + ".widen", gemm, shard),
                  new Silu(HIDDEN * d),
                  weights.dense(name + ".narrow", gemm, shard)));
      layers.add(
          new Residual(
              feedForward,
              dropout(d, hyper.hiddenDropout()),
              weights.norm(name + ".narrow.norm", d, shard),
              d));
    }
    layers.add(dropout(d, hyper.outputDropout()));
    this.chain = new Chain(layers);
  }

  /** Makes the weights that the layers need. */
  static void add(SequenceHyper hyper, Weights weights) {
    int d = hyper.width();
    weights.addNorm("in", d);
    weights.add("types", weights.gaussian(EventType.OF_ITEMS * d, SPREAD));
    weights.add("gaps", weights.gaussian(TimeGap.CODES * d, SPREAD));
    for (int b = 0; b < hyper.blocks(); b++) {
      String name = "block" + b;
      addCell(hyper, weights, name + ".cell");
      weights.addNorm(name + ".cell.norm", d);
      weights.addDense(name + ".widen", d, HIDDEN * d);
      weights.addDense(name + ".narrow", HIDDEN * d, d);
      weights.addNorm(name + ".narrow.norm", d);
    }
  }

  private static void addCell(SequenceHyper hyper, Weights weights, String name) {
    int d = hyper.width();
    switch (hyper.cell()) {
      case EMA -> {
        float[] pace = new float[d];
        for (int c = 0; c < d; c++) {
          pace[c] = FASTEST + (SLOWEST - FASTEST) * c / Math.max(1, d - 1);
        }
        weights.add(name + ".pace", pace);
        weights.addDense(name + ".in", d, d);
        weights.addDense(name + ".gate", d, d);
        weights.addDense(name + ".out", d, d);
      }
      case GRU -> {
        weights.addDense(name + ".in", d, 3 * d);
        weights.addDense(name + ".memory", d, 3 * d);
      }
      case ATTENTION -> {
        weights.addDense(name + ".in", d, 3 * d);
        weights.addDense(name + ".out", d, d);
        weights.add(name + AttentionCell.DISTANCE, new float[AttentionCell.HEADS * DISTANCES]);
      }
    }
  }

  private Layer cell(SequenceHyper hyper, Weights weights, String name, int shard) {
    return switch (hyper.cell()) {
      case EMA -> new EmaCell(weights, name, hyper.width(), gemm, shard);
      case GRU -> new GruCell(weights, name, hyper.width(), gemm, shard);
      case ATTENTION -> new AttentionCell(weights, name, hyper.width(), gemm, shard);
    };
  }

  private Dropout dropout(int width, double share) {
    Dropout dropout = new Dropout(width, share);
    dropouts.add(dropout);
    return dropout;
  }

  /** User vectors while learning, with dropout that follows from the seed. */
  float[] learn(Batch batch, float[] embedded, long seed) {
    for (int i = 0; i < dropouts.size(); i++) {
      dropouts.get(i).learn(seed * 31 + i * 0x9e3779b97f4a7c15L);
    }
    return chain.forward(batch, embedded);
  }

  /** User vectors as they are served. */
  float[] apply(Batch batch, float[] embedded) {
    dropouts.forEach(Dropout::rest);
    return chain.forward(batch, embedded);
  }

  /** The gradient of the embedded events; those of the weights are added up. */
  float[] backward(Batch batch, float[] dy) {
    return chain.backward(batch, dy);
  }

  @Override
  public void close() {
    gemm.close();
  }
}
