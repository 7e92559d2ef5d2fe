package io.limpet.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final int ROWS = 50;
  private static final int COLUMNS = 37;

  private static Tensor numbered() {
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(ROWS * COLUMNS * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      numbers.put(i, i);
    }
    return new Tensor(numbers, ROWS, COLUMNS);
  }

  @Test
  void severalRowsAreThoseThatAreTakenOneByOne() {
    Tensor tensor = numbered();
    int[] some = {49, 0, -1, 7, 7};

    float[][] rows = tensor.rows(some);

    assertThat(rows).hasNumberOfRows(some.length);
    assertThat(rows[2]).isNull();
    for (int i = 0; i < some.length; i++) {
      if (some[i] >= 0) {
        assertThat(rows[i]).containsExactly(tensor.row(some[i]));
      }
    }
    assertThat(rows[3]).isNotSameAs(rows[4]);
  }

  @Test
  void noRowsAreNone() {
    assertThat(numbered().rows(new int[0])).isEmpty();
  }
}
