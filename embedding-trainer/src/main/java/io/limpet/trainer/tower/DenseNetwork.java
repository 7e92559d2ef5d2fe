package io.limpet.trainer.tower;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A DL4J network of dense layers within a larger model: what comes in and what goes out are floats
 * of the caller, and so is the error, whose gradient it hands back for the inputs. Rectified
 * between layers, plain at the end. Owned by one thread.
 */
public final class DenseNetwork {
  private final MultiLayerNetwork network;
  private final int inputs;
  private final int outputs;
  private int steps;

  /**
   * What it is like.
   *
   * @param sizes floats that go in, of every hidden layer, and that come out
   * @param l2 weight decay, 0 or more
   * @param inputDropout share of the inputs left out in training, in [0, 1)
   */
  public record Shape(List<Integer> sizes, double l2, double inputDropout) {
    public Shape {
      sizes = List.copyOf(sizes);
      if (sizes.size() < 2 || sizes.stream().anyMatch(size -> size < 1)) {
        throw new IllegalArgumentException(
            "sizes are " + sizes + "; give two or more, each 1 or above");
      }
      if (!(l2 >= 0) || !(inputDropout >= 0 && inputDropout < 1)) {
        throw new IllegalArgumentException(
            "l2 is %s, below 0, or inputDropout %s, not in [0, 1)".formatted(l2, inputDropout));
      }
    }
  }

  /** An untrained one. */
  public DenseNetwork(Shape shape, long seed) {
    List<Integer> sizes = shape.sizes();
    this.inputs = sizes.getFirst();
    this.outputs = sizes.getLast();
    // DL4J draws what it leaves out from ND4J's own generator.
    Nd4j.getRandom().setSeed(seed);
    var list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .l2(shape.l2())
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam())
            // The error that comes from outside is that of the whole step already.
            .miniBatch(false)
            .list();
    for (int i = 0; i + 1 < sizes.size(); i++) {
      boolean isLast = i + 2 == sizes.size();
      var layer =
          new DenseLayer.Builder()
              .nIn(sizes.get(i))
              .nOut(sizes.get(i + 1))
              .activation(isLast ? Activation.IDENTITY : Activation.RELU);
      if (i == 0 && shape.inputDropout() > 0) {
        layer.dropOut(1 - shape.inputDropout());
      }
      list.layer(layer.build());
    }
    this.network = new MultiLayerNetwork(list.build());
    network.init();
  }

  /** Floats that go in. */
  public int inputs() {
    return inputs;
  }

  /** Floats that come out. */
  public int outputs() {
    return outputs;
  }

  /** What comes out, a row for each row of x, nothing left out. */
  public float[] output(float[] x, int rows) {
    return network.output(matrix(x, rows, inputs)).dup('c').data().asFloat();
  }

  /** The same in training: inputs are left out, and what happened is kept for {@link #learn}. */
  public float[] forward(float[] x, int rows) {
    network.setInput(matrix(x, rows, inputs));
    List<INDArray> layers = network.feedForward(true, false);
    return layers.getLast().dup('c').data().asFloat();
  }

  /**
   * Takes one step of Adam down the slope.
   *
   * @param slope derivative of the loss by what the last {@link #forward} returned
   * @return derivative of the loss by its inputs
   */
  public float[] learn(float[] slope, int rows, double rate) {
    Pair<Gradient, INDArray> back =
        network.backpropGradient(matrix(slope, rows, outputs), LayerWorkspaceMgr.noWorkspaces());
    float[] ofInputs = back.getSecond().dup('c').data().asFloat();
    network.setLearningRate(rate);
    network
        .getUpdater()
        .update(network, back.getFirst(), steps++, 0, rows, LayerWorkspaceMgr.noWorkspaces());
    network.params().subi(back.getFirst().gradient());
    network.clear();
    return ofInputs;
  }

  private static INDArray matrix(float[] values, int rows, int columns) {
    float[] exact =
        values.length == rows * columns ? values : Arrays.copyOf(values, rows * columns);
    return Nd4j.create(exact, new int[] {rows, columns}, 'c');
  }

  /** Weights of a layer, inputs by outputs, row by row. */
  public float[] weights(int layer) {
    return network.getParam(layer + "_W").dup('c').data().asFloat();
  }

  /** Biases of a layer. */
  public float[] biases(int layer) {
    return network.getParam(layer + "_b").dup('c').data().asFloat();
  }
}
