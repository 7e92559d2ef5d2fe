package io.limpet.trainer.train;

import io.limpet.core.generation.ContentProjection;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Learns, with DL4J, to guess the input and the vector of an item from its content, so that an item
 * that nobody has touched has both. One affine layer with squared error and weight decay: it is all
 * that core's {@link ContentProjection} can carry, and with a few thousand items to learn from a
 * deeper one guessed no better.
 */
public final class ContentTower {
  private static final int STEPS = 1_200;
  private static final int BATCH = 128;
  private static final double RATE = 3e-3;
  private static final double LAST_RATE = 3e-4;
  private static final double L2 = 1e-3;

  private final MultiLayerNetwork network;
  private final int inputs;

  private ContentTower(MultiLayerNetwork network, int inputs) {
    this.network = network;
    this.inputs = inputs;
  }

  /**
   * Fits to the known items that have a text.
   *
   * @param content must have rows
   */
  public static ContentTower fit(
      Embeddings embeddings, ContentFeatures content, long seed, Progress progress) {
    float[][] features = content.rows().orElseThrow();
    int inputs = embeddings.encoder().inputDimensions();
    int outputs = inputs + embeddings.encoder().dimensions();
    int[] places = embeddings.places();
    List<Integer> items = new ArrayList<>(content.withText());
    items.removeIf(item -> places[item] < 0);
    MultiLayerNetwork network = network(features[0].length, outputs, seed);
    Random random = new Random(seed);
    int at = items.size();
    try (Progress.Step step = progress.begin("Learning from titles", STEPS)) {
      for (int i = 0; i < STEPS; i++) {
        if (at >= items.size()) {
          Collections.shuffle(items, random);
          at = 0;
        }
        List<Integer> batch = items.subList(at, Math.min(items.size(), at + BATCH));
        at += BATCH;
        float[][] x = batch.stream().map(item -> features[item]).toArray(float[][]::new);
        float[][] y =
            batch.stream().map(item -> target(embeddings, places[item])).toArray(float[][]::new);
        network.fit(Nd4j.create(x), Nd4j.create(y));
        step.to(i + 1);
      }
      step.note("squared error %.4f".formatted(network.score()));
    }
    return new ContentTower(network, inputs);
  }

  /**
   * The embeddings with a content map: their own, or one that is learned from the finished vectors;
   * none where the content has no rows.
   */
  public static Embeddings complete(
      Embeddings embeddings, ContentFeatures content, long seed, Progress progress) {
    return embeddings.content() != null || content.rows().isEmpty()
        ? embeddings
        : embeddings.with(fit(embeddings, content, seed, progress).map());
  }

  private static float[] target(Embeddings embeddings, int place) {
    int inputs = embeddings.encoder().inputDimensions();
    int dimensions = embeddings.encoder().dimensions();
    float[] target = new float[inputs + dimensions];
    System.arraycopy(embeddings.inputs(), place * inputs, target, 0, inputs);
    System.arraycopy(embeddings.vectors(), place * dimensions, target, inputs, dimensions);
    return target;
  }

  private static MultiLayerNetwork network(int inputs, int outputs, long seed) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .l2(L2)
            .updater(
                new Adam(
                    new MapSchedule.Builder(ScheduleType.ITERATION)
                        .add(0, RATE)
                        .add(STEPS * 2 / 3, LAST_RATE)
                        .build()))
            .list()
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nIn(inputs)
                    .nOut(outputs)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /** What DL4J itself guesses: the input, then the vector. For the parity test. */
  float[] output(float[] features) {
    return network.output(Nd4j.create(new float[][] {features})).toFloatVector();
  }

  /** What it learned. */
  public ContentMap map() {
    INDArray weight = network.getParam("0_W");
    float[][] w = weight.toFloatMatrix();
    float[] b = network.getParam("0_b").toFloatVector();
    return new ContentMap(
        columns(w, 0, inputs),
        Arrays.copyOfRange(b, 0, inputs),
        columns(w, inputs, b.length),
        Arrays.copyOfRange(b, inputs, b.length),
        null);
  }

  private static float[][] columns(float[][] all, int from, int to) {
    float[][] part = new float[all.length][];
    for (int row = 0; row < all.length; row++) {
      part[row] = Arrays.copyOfRange(all[row], from, to);
    }
    return part;
  }
}
