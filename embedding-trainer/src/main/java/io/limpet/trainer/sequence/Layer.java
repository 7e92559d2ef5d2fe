package io.limpet.trainer.sequence;

/**
 * A step of the network over all positions of a batch, [positions x width] in and out. It keeps
 * what its backward pass needs, so an instance belongs to one shard; the weights are shared.
 */
interface Layer {
  /**
   * Computes y from x.
   *
   * @param x not changed; must stay as it is until {@link #backward}
   * @return y, owned by the layer and valid until the next call
   */
  float[] forward(Batch batch, float[] x);

  /**
   * Adds the weights' gradients, and computes the input's.
   *
   * @param dy of the loss by y; may be overwritten
   * @return dx, owned by the layer
   */
  float[] backward(Batch batch, float[] dy);
}
