package io.limpet.search.index;

/** One number after the other. */
final class PlainDots implements Dots {
  @Override
  public void sweep(
      byte[] vectors, int from, int count, int stride, short[] query, int[] products) {
    for (int i = 0; i < count; i++) {
      products[i] = dot(vectors, from + i * stride, stride, query);
    }
  }

  @Override
  public void gather(
      byte[] vectors, int from, int[] rows, int count, int stride, short[] query, int[] products) {
    for (int i = 0; i < count; i++) {
      products[i] = dot(vectors, from + rows[i] * stride, stride, query);
    }
  }

  private static int dot(byte[] vectors, int at, int stride, short[] query) {
    int sum = 0;
    for (int i = 0; i < stride; i++) {
      sum += vectors[at + i] * query[i];
    }
    return sum;
  }
}
