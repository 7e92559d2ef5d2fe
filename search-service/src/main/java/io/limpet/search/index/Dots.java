package io.limpet.search.index;

/**
 * Dot products of many vectors of bytes with one query: what a search spends its time on. Numbers
 * are from -127 to 127, so that two products fit into sixteen bits together.
 */
interface Dots {
  /**
   * By SIMD where the JVM offers it ({@code --add-modules jdk.incubator.vector}) and compiles it:
   * without its second compiler, each step of it is an object, a hundred times as slow as plain
   * numbers.
   */
  Dots BEST =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Jit.isWhole()
          ? new SimdDots()
          : new PlainDots();

  /**
   * Products of vectors that lie one behind the other.
   *
   * @param stride bytes from one vector to the next, a multiple of {@link ByteVectors#ALIGNMENT}
   * @param query as long as the stride
   * @param products of the {@code count} vectors from byte {@code from} on
   */
  void sweep(byte[] vectors, int from, int count, int stride, short[] query, int[] products);

  /**
   * Products of vectors that lie anywhere.
   *
   * @param from first byte of row 0
   * @param rows of the vectors, {@code count} of them
   */
  void gather(
      byte[] vectors, int from, int[] rows, int count, int stride, short[] query, int[] products);
}
