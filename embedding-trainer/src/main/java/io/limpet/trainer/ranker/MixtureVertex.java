package io.limpet.trainer.ranker;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mixture of experts as a vertex of a DL4J graph: of experts [n, experts x width], expert by
 * expert, and a gate [n, experts] the sum over the experts of gate times expert, [n, width]. Out of
 * DL4J's own vertices it would take three an expert and task, most of the time of a step.
 */
final class MixtureVertex extends GraphVertex {
  private static final long serialVersionUID = 1;

  private final int experts;

  MixtureVertex(int experts) {
    this.experts = experts;
  }

  @Override
  public MixtureVertex clone() {
    return new MixtureVertex(experts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MixtureVertex that && that.experts == experts;
  }

  @Override
  public int hashCode() {
    return experts;
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return new Running(graph, name, index, type, experts);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return InputType.feedForward(inputs[0].arrayElementsPerExample() / experts);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException("nobody asks how much memory a mixture takes");
  }

  /** The vertex of a graph that runs. */
  @SuppressWarnings("NullAway") // DL4J's own classes say nothing of null
  private static final class Running extends BaseGraphVertex {
    private static final long serialVersionUID = 1;

    private final int experts;

    Running(ComputationGraph graph, String name, int index, DataType type, int experts) {
      super(graph, name, index, null, null, type);
      this.experts = experts;
    }

    private static float[] floats(INDArray array) {
      return array.dup('c').data().asFloat();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
      int rows = (int) inputs[0].size(0);
      int width = (int) inputs[0].size(1) / experts;
      float[] outputs = floats(inputs[0]);
      float[] gate = floats(inputs[1]);
      float[] mixed = new float[rows * width];
      for (int r = 0; r < rows; r++) {
        for (int e = 0; e < experts; e++) {
          float weight = gate[r * experts + e];
          int from = (r * experts + e) * width;
          for (int j = 0; j < width; j++) {
            mixed[r * width + j] += weight * outputs[from + j];
          }
        }
      }
      return filled(workspaces, ArrayType.ACTIVATIONS, mixed, rows, width);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
      int rows = (int) inputs[0].size(0);
      int width = (int) inputs[0].size(1) / experts;
      float[] outputs = floats(inputs[0]);
      float[] gate = floats(inputs[1]);
      float[] slope = floats(epsilon);
      float[] ofOutputs = new float[outputs.length];
      float[] ofGate = new float[gate.length];
      for (int r = 0; r < rows; r++) {
        for (int e = 0; e < experts; e++) {
          float weight = gate[r * experts + e];
          int from = (r * experts + e) * width;
          float sum = 0;
          for (int j = 0; j < width; j++) {
            ofOutputs[from + j] = weight * slope[r * width + j];
            sum += outputs[from + j] * slope[r * width + j];
          }
          ofGate[r * experts + e] = sum;
        }
      }
      return new Pair<>(
          null,
          new INDArray[] {
            filled(workspaces, ArrayType.ACTIVATION_GRAD, ofOutputs, rows, experts * width),
            filled(workspaces, ArrayType.ACTIVATION_GRAD, ofGate, rows, experts)
          });
    }

    private INDArray filled(
        LayerWorkspaceMgr workspaces, ArrayType type, float[] values, int rows, int columns) {
      INDArray array =
          workspaces.createUninitialized(type, DataType.FLOAT, new long[] {rows, columns}, 'c');
      array.data().setData(values);
      return array;
    }

    @Override
    public boolean hasLayer() {
      return false;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer getLayer() {
      return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
      if (view != null) {
        throw new IllegalStateException("a mixture has no parameters");
      }
    }

    @Override
    public Pair<INDArray, org.deeplearning4j.nn.api.MaskState> feedForwardMaskArrays(
        INDArray[] masks, org.deeplearning4j.nn.api.MaskState state, int size) {
      return new Pair<>(masks == null ? null : masks[0], state);
    }

    @Override
    public String toString() {
      return "mixture of " + experts;
    }
  }
}
