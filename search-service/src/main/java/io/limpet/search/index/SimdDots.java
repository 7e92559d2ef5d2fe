package io.limpet.search.index;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many numbers at once as the processor can. Bytes are widened to shorts, two products are added
 * while they still fit into one, and only their sum is widened to an int.
 */
final class SimdDots implements Dots {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int STEP = SHORTS.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * STEP));
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  @Override
  public void sweep(
      byte[] vectors, int from, int count, int stride, short[] query, int[] products) {
    if (stride == 2 * STEP) {
      ShortVector first = ShortVector.fromArray(SHORTS, query, 0);
      ShortVector second = ShortVector.fromArray(SHORTS, query, STEP);
      for (int i = 0; i < count; i++) {
        products[i] = sum(pairs(vectors, from + i * stride, first, second));
      }
    } else {
      for (int i = 0; i < count; i++) {
        products[i] = dot(vectors, from + i * stride, stride, query);
      }
    }
  }

  @Override
  public void gather(
      byte[] vectors, int from, int[] rows, int count, int stride, short[] query, int[] products) {
    if (stride == 2 * STEP) {
      ShortVector first = ShortVector.fromArray(SHORTS, query, 0);
      ShortVector second = ShortVector.fromArray(SHORTS, query, STEP);
      for (int i = 0; i < count; i++) {
        products[i] = sum(pairs(vectors, from + rows[i] * stride, first, second));
      }
    } else {
      for (int i = 0; i < count; i++) {
        products[i] = dot(vectors, from + rows[i] * stride, stride, query);
      }
    }
  }

  private static int dot(byte[] vectors, int at, int stride, short[] query) {
    IntVector sums = IntVector.zero(INTS);
    for (int i = 0; i < stride; i += 2 * STEP) {
      ShortVector first = ShortVector.fromArray(SHORTS, query, i);
      ShortVector second = ShortVector.fromArray(SHORTS, query, i + STEP);
      sums = sums.add(pairs(vectors, at + i, first, second));
    }
    return sum(sums);
  }

  /** The sums of four products each. */
  private static IntVector pairs(byte[] vectors, int at, ShortVector first, ShortVector second) {
    IntVector two =
        shorts(vectors, at)
            .mul(first)
            .add(shorts(vectors, at + STEP).mul(second))
            .reinterpretAsInts();
    // An int holds two shorts: one comes down from above, of the other the sign is spread.
    return two.lanewise(VectorOperators.ASHR, Short.SIZE)
        .add(
            two.lanewise(VectorOperators.LSHL, Short.SIZE)
                .lanewise(VectorOperators.ASHR, Short.SIZE));
  }

  private static ShortVector shorts(byte[] vectors, int at) {
    return (ShortVector)
        ByteVector.fromArray(BYTES, vectors, at).convertShape(VectorOperators.B2S, SHORTS, 0);
  }

  private static int sum(IntVector sums) {
    return sums.reduceLanes(VectorOperators.ADD);
  }
}
