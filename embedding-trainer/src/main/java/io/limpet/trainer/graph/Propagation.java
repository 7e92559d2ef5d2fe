package io.limpet.trainer.graph;

import io.limpet.trainer.factor.Likes;
import java.util.Arrays;

/**
 * Light graph convolution (He et al., LightGCN, 2020): with the symmetrically normalised adjacency
 * A of users and items,
 *
 * <pre>
 *   E(k + 1) = A E(k),  A(u, i) = 1 / sqrt(items of u  users of i)
 *   last     = mean of E(0) .. E(layers)
 * </pre>
 *
 * There are no weights and no bends, so the whole is one symmetric linear map, and the gradient of
 * E(0) is the same map of the gradient of the last vectors. Owned by one thread.
 */
final class Propagation {
  private final Likes likes;
  private final int layers;
  private final int dimensions;
  private final int users;
  private final int[] userOfPair;
  private final float[] norms;
  private float[] layer;
  private float[] next;

  Propagation(Likes likes, int layers, int dimensions) {
    this.likes = likes;
    this.layers = layers;
    this.dimensions = dimensions;
    this.users = likes.users();
    this.userOfPair = likes.userOfPairs();
    this.norms = new float[likes.size()];
    for (int pair = 0; pair < norms.length; pair++) {
      int ofUser = likes.end(userOfPair[pair]) - likes.begin(userOfPair[pair]);
      norms[pair] = (float) (1 / Math.sqrt((double) ofUser * likes.count(likes.item(pair))));
    }
    this.layer = new float[(users + likes.items()) * dimensions];
    this.next = new float[layer.length];
  }

  /**
   * Fills {@code out} with the mean of the layers over {@code in}.
   *
   * @param in a row a user, then a row an item
   * @param out of the same shape
   */
  void mean(float[] in, float[] out) {
    sum(in, layers, out);
  }

  /**
   * The same without the last layer, but divided by the same number: what items hand to users one
   * step on.
   */
  void meanButLast(float[] in, float[] out) {
    sum(in, layers - 1, out);
  }

  private void sum(float[] in, int steps, float[] out) {
    System.arraycopy(in, 0, layer, 0, in.length);
    System.arraycopy(in, 0, out, 0, in.length);
    for (int k = 0; k < steps; k++) {
      step(layer, next);
      for (int i = 0; i < out.length; i++) {
        out[i] += next[i];
      }
      float[] swapped = layer;
      layer = next;
      next = swapped;
    }
    float scale = 1f / (layers + 1);
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale;
    }
  }

  private void step(float[] from, float[] to) {
    Arrays.fill(to, 0);
    for (int user = 0; user < users; user++) {
      for (int pair = likes.begin(user); pair < likes.end(user); pair++) {
        add(from, users + likes.item(pair), norms[pair], to, user);
      }
    }
    for (int item = 0; item < likes.items(); item++) {
      for (int place = likes.itemBegin(item); place < likes.itemEnd(item); place++) {
        int pair = likes.pair(place);
        add(from, userOfPair[pair], norms[pair], to, users + item);
      }
    }
  }

  private void add(float[] from, int source, float norm, float[] to, int target) {
    int s = source * dimensions;
    int t = target * dimensions;
    for (int d = 0; d < dimensions; d++) {
      to[t + d] += norm * from[s + d];
    }
  }
}
