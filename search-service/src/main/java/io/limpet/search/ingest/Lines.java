package io.limpet.search.ingest;

import java.util.Arrays;

/** The lines of a text in memory, without those that are blank. */
final class Lines {
  private final byte[] text;

  private Lines(byte[] text) {
    this.text = text;
  }

  static Lines of(byte[] text) {
    return new Lines(text);
  }

  /** Takes one line; false ends the reading. */
  interface Taker {
    boolean take(int index, byte[] line);
  }

  /** Hands over every line with its number among those that are not blank, from 0. */
  void forEachWhile(Taker taker) {
    int index = 0;
    int begin = 0;
    while (begin < text.length) {
      int end = begin;
      boolean blank = true;
      while (end < text.length && text[end] != '\n') {
        blank &= text[end] <= ' ' && text[end] >= 0;
        end++;
      }
      if (!blank && !taker.take(index++, Arrays.copyOfRange(text, begin, end))) {
        return;
      }
      begin = end + 1;
    }
  }
}
