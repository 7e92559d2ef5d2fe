package io.limpet.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.RandomData;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HybridEncoderTest {
  private static final int WIDTH = 8;

  private final RandomData data = new RandomData(new Random(3));
  private final SequenceEncoder sequence =
      SequenceEncoder.of(SequenceEncoder.EMA, new Tensors(tensors()));
  private final PooledEncoder pooled =
      new PooledEncoder(EventType.defaultWeights(), new float[] {0.9f, 0.9f, 0.5f, 0.5f}, 5, 0.7f);
  private final HybridEncoder hybrid = new HybridEncoder(sequence, pooled);

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("encoder.types", Tensor.of(data.floats(EventType.OF_ITEMS * WIDTH)));
    tensors.put("encoder.gaps", Tensor.of(data.floats(TimeGap.CODES * WIDTH)));
    for (String norm : new String[] {"in", "block0.cell.norm", "block0.narrow.norm"}) {
      tensors.put("encoder." + norm + ".scale", Tensor.of(data.floats(WIDTH)));
      tensors.put("encoder." + norm + ".shift", Tensor.of(data.floats(WIDTH)));
    }
    tensors.put("encoder.block0.cell.pace", Tensor.of(data.floats(WIDTH)));
    for (String layer : new String[] {"in", "gate", "out"}) {
      tensors.put("encoder.block0.cell." + layer + ".weight", Tensor.of(data.floats(64)));
      tensors.put("encoder.block0.cell." + layer + ".bias", Tensor.of(data.floats(WIDTH)));
    }
    tensors.put("encoder.block0.widen.weight", Tensor.of(data.floats(4 * 64)));
    tensors.put("encoder.block0.widen.bias", Tensor.of(data.floats(4 * WIDTH)));
    tensors.put("encoder.block0.narrow.weight", Tensor.of(data.floats(4 * 64)));
    tensors.put("encoder.block0.narrow.bias", Tensor.of(data.floats(WIDTH)));
    return tensors;
  }

  @Test
  void isItsPartsSideBySide() {
    EncoderState both = hybrid.newState();
    EncoderState first = sequence.newState();
    EncoderState second = pooled.newState();
    EventType[] types = {EventType.VIEW_ITEM, EventType.PURCHASE, EventType.REFUND};
    for (int i = 0; i < types.length; i++) {
      float[] input = data.floats(hybrid.inputDimensions());
      long millis = 1_000L + i * 50_000L;
      hybrid.fold(both, input, types[i], millis);
      sequence.fold(first, Arrays.copyOf(input, WIDTH), types[i], millis);
      pooled.fold(second, Arrays.copyOfRange(input, WIDTH, WIDTH + 4), types[i], millis);

      float[] vector = hybrid.vector(both).orElseThrow();

      assertThat(Arrays.copyOf(vector, WIDTH)).isEqualTo(sequence.vector(first).orElseThrow());
      assertThat(Arrays.copyOfRange(vector, WIDTH, vector.length))
          .isEqualTo(pooled.vector(second).orElseThrow());
    }
  }

  @Test
  void comesBackFromItsTensors() {
    HybridEncoder again = HybridEncoder.of(new Tensors(hybrid.tensors()));
    EncoderState state = hybrid.newState();
    hybrid.fold(state, data.floats(hybrid.inputDimensions()), EventType.ADD_TO_CART, 5);

    assertThat(again.vector(state).orElseThrow()).isEqualTo(hybrid.vector(state).orElseThrow());
  }

  @Test
  void knowsWhatEverybodyWantsOfWhoIsNotKnown() {
    assertThat(hybrid.vector(hybrid.newState())).isEmpty();
    float[] cold = hybrid.coldVector();
    assertThat(cold).hasSize(hybrid.dimensions());
    assertThat(cold[cold.length - 1]).isEqualTo(1);
  }

  @Test
  void anImpressionSaysNothing() {
    EncoderState state = hybrid.newState();
    hybrid.fold(state, data.floats(hybrid.inputDimensions()), EventType.VIEW_ITEM_LIST, 5);

    assertThat(state.folded()).isZero();
    assertThat(hybrid.vector(state)).isEmpty();
  }
}
