package io.limpet.search.index;

/**
 * Numbers to ask in place of all: the same every time, spread evenly, and in step with nothing. A
 * fixed distance between them meets one kind of item alone where kinds alternate.
 */
public final class Sample {
  /** 2^32 by the golden ratio: multiples of it, taken modulo 2^32, keep away from each other. */
  private static final int GOLDEN = 0x9E3779B9;

  private Sample() {}

  /**
   * One of the numbers.
   *
   * @param i which of them, from 0 on
   * @return 0 to below {@code size}
   */
  public static int of(int i, int size) {
    return (int) (Integer.toUnsignedLong(i * GOLDEN) * size >>> Integer.SIZE);
  }
}
