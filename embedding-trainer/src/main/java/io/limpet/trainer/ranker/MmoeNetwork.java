package io.limpet.trainer.ranker;

import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The network of core's {@link Ranker} as a DL4J graph that learns. Owned by one thread. */
final class MmoeNetwork {
  private static final String LOSS = "loss";

  private final RankerHyper hyper;
  private final ComputationGraph graph;
  private final float[] mean;
  private final float[] scale;

  /**
   * An untrained network.
   *
   * @param mean of each feature
   * @param scale what a feature less its mean is multiplied with
   */
  MmoeNetwork(RankerHyper hyper, float[] mean, float[] scale, long seed) {
    this.hyper = hyper;
    this.mean = mean.clone();
    this.scale = scale.clone();
    // DL4J draws what it leaves out from ND4J's own generator.
    Nd4j.getRandom().setSeed(seed);
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .l2(hyper.l2())
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(hyper.learningRate()))
            .graphBuilder()
            .addInputs("x");
    int inputs = hyper.features().size();
    builder.addLayer(
        "experts", dense(inputs, hyper.experts() * hyper.width(), Activation.RELU), "x");
    String[] outs = new String[Task.values().length];
    for (Task task : Task.values()) {
      outs[task.ordinal()] = tower(builder, task.label(), inputs);
    }
    builder
        .addVertex("logits", new MergeVertex(), outs)
        .addLayer(
            LOSS,
            new LossLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID).build(),
            "logits")
        .setOutputs(LOSS);
    this.graph = new ComputationGraph(builder.build());
    graph.init();
  }

  private static DenseLayer dense(int inputs, int outputs, Activation activation) {
    return new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation).build();
  }

  private String tower(GraphBuilder builder, String task, int inputs) {
    String gate = "gate." + task;
    builder.addLayer(gate, dense(inputs, hyper.experts(), Activation.SOFTMAX), "x");
    String mixed = "mixed." + task;
    builder.addVertex(mixed, new MixtureVertex(hyper.experts()), "experts", gate);
    DenseLayer.Builder hidden =
        new DenseLayer.Builder().nIn(hyper.width()).nOut(hyper.tower()).activation(Activation.RELU);
    if (hyper.dropout() > 0) {
      hidden.dropOut(1 - hyper.dropout());
    }
    builder.addLayer("hidden." + task, hidden.build(), mixed);
    builder.addLayer("out." + task, dense(hyper.tower(), 1, Activation.IDENTITY), "hidden." + task);
    return "out." + task;
  }

  /**
   * One step.
   *
   * @param x rows of standardised features
   * @param labels 0 or 1 a task
   * @param known what each label counts: 1 where it is known, else 0; more where it stands for
   *     others that nobody looked at
   */
  void fit(float[][] x, float[][] labels, float[][] known) {
    // DL4J's cross-entropy multiplies with the mask twice: before and behind the sigmoid.
    INDArray mask = Transforms.sqrt(Nd4j.create(known), false);
    graph.fit(
        new INDArray[] {Nd4j.create(x)},
        new INDArray[] {Nd4j.create(labels)},
        null,
        new INDArray[] {mask});
  }

  /** Probabilities before calibration, a row an example. */
  float[][] output(float[][] x) {
    return graph.output(Nd4j.create(x))[0].toFloatMatrix();
  }

  /**
   * What was learned so far, for core.
   *
   * @param platt slope and offset of each task
   */
  Ranker ranker(float[][] platt) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("ranker.mean", Tensor.of(mean));
    all.put("ranker.scale", Tensor.of(scale));
    layer("experts", "experts", all);
    float[] calibration = new float[2 * platt.length];
    for (Task task : Task.values()) {
      String name = task.label();
      layer("gate." + name, "gate." + name, all);
      layer("hidden." + name, "tower." + name + ".hidden", all);
      layer("out." + name, "tower." + name + ".out", all);
      System.arraycopy(platt[task.ordinal()], 0, calibration, 2 * task.ordinal(), 2);
    }
    all.put("ranker.calibration", Tensor.matrix(calibration, platt.length, 2));
    return Ranker.of(hyper.features(), new Tensors(all));
  }

  private void layer(String from, String to, Map<String, Tensor> all) {
    INDArray weight = graph.getParam(from + "_W");
    all.put(
        "ranker." + to + ".weight",
        Tensor.matrix(
            weight.dup('c').data().asFloat(), (int) weight.size(0), (int) weight.size(1)));
    all.put(
        "ranker." + to + ".bias", Tensor.of(graph.getParam(from + "_b").dup().data().asFloat()));
  }
}
