package io.limpet.trainer.sequence;

import io.limpet.trainer.read.Interactions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Hyper-parameters of {@link SequenceModel}, with the reason of each default. They were chosen on
 * validation; docs/training.md has the figures.
 *
 * @param cell how the past is remembered
 * @param width d, floats of an item's embedding, a multiple of 8
 * @param blocks cells one over the other, 1 or more; only attention gains from a second
 * @param epochs how often every position is learned from at most, 0 for as often as suits the data;
 *     the best is chosen on validation
 * @param learningRate of Adam at the peak, falling linearly
 * @param positions of a step, at least
 * @param length events of a stretch; longer histories are cut
 * @param negatives items drawn for the softmax of a step
 * @param embeddingDropout share of the numbers of an input that are left out, in [0, 1)
 * @param hiddenDropout the same behind each cell and each feed-forward layer
 * @param outputDropout the same of the user vector
 * @param weightDecay of the dense weights, a share a unit of learning rate
 * @param content whether texts and labels of items are learned from
 */
public record SequenceHyper(
    Cell cell,
    int width,
    int blocks,
    int epochs,
    double learningRate,
    int positions,
    int length,
    int negatives,
    double embeddingDropout,
    double hiddenDropout,
    double outputDropout,
    double weightDecay,
    boolean content) {

  /** How the past is remembered. */
  public enum Cell {
    /** A moving average a channel. */
    EMA,
    /** A gated recurrent unit. */
    GRU,
    /** Causal self-attention. */
    ATTENTION
  }

  /** Parts that the sequences of a step are divided into, whatever the number of processors. */
  static final int SHARDS = 2;

  private static final int EPOCHS = 25;
  private static final int FEWEST_EPOCHS = 3;
  private static final double QUESTIONS = 150_000;

  /** What is used unless told otherwise. */
  public static SequenceHyper of(Cell cell) {
    return new SequenceHyper(
        cell,
        cell == Cell.EMA ? 192 : 128,
        cell == Cell.ATTENTION ? 2 : 1,
        0,
        2e-3,
        1024,
        50,
        3072,
        0.5,
        0.5,
        0.3,
        0,
        true);
  }

  public SequenceHyper {
    check(width > 0 && width % 8 == 0, "width", width, "a multiple of 8");
    check(blocks > 0, "blocks", blocks, "1 or more");
    check(epochs >= 0, "epochs", epochs, "0 or more");
    check(learningRate > 0 && learningRate < 1, "learningRate", learningRate, "in (0, 1)");
    check(positions > 0, "positions", positions, "1 or more");
    check(length > 1, "length", length, "2 or more");
    check(negatives > 0, "negatives", negatives, "1 or more");
    check(isShare(embeddingDropout), "embeddingDropout", embeddingDropout, "in [0, 1)");
    check(isShare(hiddenDropout), "hiddenDropout", hiddenDropout, "in [0, 1)");
    check(isShare(outputDropout), "outputDropout", outputDropout, "in [0, 1)");
    check(weightDecay >= 0, "weightDecay", weightDecay, "0 or more");
  }

  private static boolean isShare(double number) {
    return number >= 0 && number < 1;
  }

  private static void check(boolean good, String name, Number value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + expected);
    }
  }

  /** Type of core's encoder, and name of the model. */
  String type() {
    return cell.name().toLowerCase(Locale.ROOT);
  }

  /**
   * With a number of epochs: fewer the more there is to learn from, as the square root, so that the
   * time to train grows slower than the data.
   *
   * @param questions positions that are learned from
   */
  SequenceHyper fitting(int questions) {
    if (epochs > 0) {
      return this;
    }
    double share = Math.min(1, Math.sqrt(QUESTIONS / Math.max(1, questions)));
    return with(Math.max(FEWEST_EPOCHS, (int) Math.round(EPOCHS * share)));
  }

  /** The same with the number of epochs that suits these interactions, if there is none yet. */
  public SequenceHyper fitting(Interactions rows) {
    return fitting(Sequences.of(rows, length).questions());
  }

  /** The same with so many epochs. */
  public SequenceHyper with(int otherEpochs) {
    return new SequenceHyper(
        cell,
        width,
        blocks,
        otherEpochs,
        learningRate,
        positions,
        length,
        negatives,
        embeddingDropout,
        hiddenDropout,
        outputDropout,
        weightDecay,
        content);
  }

  /** The same of another size. */
  public SequenceHyper sized(int otherWidth, int otherBlocks) {
    return new SequenceHyper(
        cell,
        otherWidth,
        otherBlocks,
        epochs,
        learningRate,
        positions,
        length,
        negatives,
        embeddingDropout,
        hiddenDropout,
        outputDropout,
        weightDecay,
        content);
  }

  /** For the manifest. */
  Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("cell", type());
    map.put("width", String.valueOf(width));
    map.put("blocks", String.valueOf(blocks));
    map.put("epochs", String.valueOf(epochs));
    map.put("learning_rate", String.valueOf(learningRate));
    map.put("positions", String.valueOf(positions));
    map.put("length", String.valueOf(length));
    map.put("negatives", String.valueOf(negatives));
    map.put("embedding_dropout", String.valueOf(embeddingDropout));
    map.put("hidden_dropout", String.valueOf(hiddenDropout));
    map.put("output_dropout", String.valueOf(outputDropout));
    map.put("weight_decay", String.valueOf(weightDecay));
    map.put("content", String.valueOf(content));
    return map;
  }
}
