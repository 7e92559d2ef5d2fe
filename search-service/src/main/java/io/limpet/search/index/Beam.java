package io.limpet.search.index;

/**
 * The best rows that a search has met, best first, up to a width; each is taken once to go on from.
 * A place is one long whose order is that of rows: the product above, below it the complement of
 * the row, so that of equal products the lower row is better, and in the last bit whether it was
 * taken. Not thread-safe; used again and again.
 */
final class Beam {
  private static final long TAKEN = 1;

  private long[] places = new long[0];
  private int width;
  private int size;
  private int untaken;

  /** Empties it. */
  void reset(int newWidth) {
    if (places.length < newWidth) {
      places = new long[newWidth];
    }
    width = newWidth;
    size = 0;
    untaken = 0;
  }

  /** Whether a row of this product would get a place. */
  boolean wants(int product) {
    return size < width || product > (int) (places[size - 1] >> 32);
  }

  /** Gives the row a place if it is good enough. */
  void offer(int row, int product) {
    long place = (long) product << 32 | (~row & 0x7FFF_FFFFL) << 1;
    if (size == width) {
      if (place <= places[size - 1]) {
        return;
      }
    } else {
      size++;
    }
    int at = above(place);
    System.arraycopy(places, at, places, at + 1, size - 1 - at);
    places[at] = place;
    untaken = Math.min(untaken, at);
  }

  /** How many of the first {@code size - 1} places are better. */
  private int above(long place) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle] > place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The best row that was not taken yet, -1 if all were. */
  int take() {
    while (untaken < size) {
      long place = places[untaken];
      if ((place & TAKEN) == 0) {
        places[untaken++] = place | TAKEN;
        return row(place);
      }
      untaken++;
    }
    return -1;
  }

  int size() {
    return size;
  }

  /** The row at a place, 0 the best. */
  int row(int place) {
    return row(places[place]);
  }

  private static int row(long place) {
    return (int) ~(place >> 1) & Integer.MAX_VALUE;
  }
}
