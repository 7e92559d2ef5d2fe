package io.limpet.trainer.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.SequenceEncoder;
import io.limpet.core.encoder.TimeGap;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.trainer.sequence.SequenceHyper.Cell;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trainer computes for a whole batch is what core computes event by event. */
class SequenceParityTest {
  private static final int WIDTH = 16;
  private static final int ITEMS = 9;
  private static final long START = 1_700_000_000_000L;

  @ParameterizedTest
  @CsvSource({"EMA, 1", "EMA, 3", "GRU, 1", "GRU, 2", "ATTENTION, 1", "ATTENTION, 2"})
  void isTheSameInCore(Cell cell, int blocks) {
    SplittableRandom random = new SplittableRandom(blocks);
    SequenceHyper hyper = SequenceHyper.of(cell).sized(WIDTH, blocks);
    Weights weights = new Weights(1, random.split());
    Network.add(hyper, weights);
    Map<String, Tensor> tensors = new HashMap<>();
    for (Weight weight : weights.all()) {
      for (int i = 0; i < weight.value.length; i++) {
        weight.value[i] += (float) random.nextGaussian(0, 0.2);
      }
      tensors.put(SequenceEncoder.PREFIX + weight.name, SequenceExport.tensor(weight));
    }
    UserEncoder core = SequenceExport.encoder(hyper, new Tensors(tensors));
    float[] embeddings = weights.gaussian(ITEMS * WIDTH, 0.5);
    int[] items = {3, 1, 8, 3, 0, 5, 7};
    EventType[] types = {
      EventType.VIEW_ITEM,
      EventType.ADD_TO_CART,
      EventType.PURCHASE,
      EventType.REFUND,
      EventType.VIEW_ITEM,
      EventType.RATE,
      EventType.VIEW_ITEM
    };
    long[] gaps = {0, 0, 1_500, 90_000, 86_400_000L, 400 * 86_400_000L, 10};

    float[] expected = byBatch(hyper, weights, embeddings, items, types, gaps);
    EncoderState state = core.newState();
    long millis = START;
    for (int t = 0; t < items.length; t++) {
      millis += gaps[t];
      float[] input = new float[WIDTH];
      System.arraycopy(embeddings, items[t] * WIDTH, input, 0, WIDTH);
      core.fold(state, input, types[t], millis);

      float[] vector = core.vector(state).orElseThrow();

      for (int c = 0; c < WIDTH; c++) {
        assertThat(vector[c])
            .as("event %d, channel %d", t, c)
            .isCloseTo(expected[t * WIDTH + c], within(1e-5f));
      }
    }
  }

  private static float[] byBatch(
      SequenceHyper hyper,
      Weights weights,
      float[] embeddings,
      int[] items,
      EventType[] types,
      long[] gaps) {
    byte[] codes = new byte[items.length];
    byte[] gapCodes = new byte[items.length];
    float[] embedded = new float[items.length * WIDTH];
    for (int t = 0; t < items.length; t++) {
      codes[t] = (byte) types[t].code();
      gapCodes[t] = t == 0 ? 0 : (byte) TimeGap.code(gaps[t]);
      System.arraycopy(embeddings, items[t] * WIDTH, embedded, t * WIDTH, WIDTH);
    }
    Batch batch =
        new Batch(new int[] {0, items.length}, items, codes, gapCodes, new int[items.length]);
    try (Network network = new Network(hyper, weights, 0)) {
      return network.apply(batch, embedded).clone();
    }
  }
}
