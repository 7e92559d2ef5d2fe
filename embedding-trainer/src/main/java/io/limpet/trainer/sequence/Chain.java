package io.limpet.trainer.sequence;

import java.util.List;

/** Layers one after the other. */
record Chain(List<Layer> layers) implements Layer {
  @Override
  public float[] forward(Batch batch, float[] x) {
    float[] y = x;
    for (Layer layer : layers) {
      y = layer.forward(batch, y);
    }
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    float[] dx = dy;
    for (Layer layer : layers.reversed()) {
      dx = layer.backward(batch, dx);
    }
    return dx;
  }
}
