package io.limpet.search.index;

import java.util.Arrays;

/**
 * The rows with the highest products that a search has met, about as many as its width; each is
 * taken once to go on from, the best first.
 *
 * <p>Rows are sorted only into buckets of nearly equal products, so that a place costs the same
 * however wide the beam is: in a sorted array a search of a million vectors spent half of its time
 * on moving places up. What is kept is the width and, of the lowest bucket, whatever does not fit.
 * Not thread-safe; used again and again.
 */
final class Beam {
  private static final int BITS = 16;
  private static final int BUCKETS = 1 << BITS;
  private static final int NONE = -1;

  private final int shift;

  /** Of each bucket: how many rows it holds, and which one was offered last and not taken. */
  private final int[] counts = new int[BUCKETS];

  private final int[] untaken = new int[BUCKETS];

  /** A bit for each bucket with rows that were not taken. */
  private final long[] open = new long[BUCKETS / Long.SIZE];

  /** Of each row that was let in: the row, its bucket, and the one let in before it there. */
  private int[] rows = new int[256];

  private int[] buckets = new int[256];
  private int[] before = new int[256];
  private int entries;

  private int width;
  private int size;
  private int lowest = BUCKETS - 1;
  private int highest;

  /** The lowest bucket that still counts, once the beam is full. */
  private int floor;

  private boolean gathered;

  /**
   * @param highestProduct no product is beyond it, nor below its negative
   */
  Beam(int highestProduct) {
    this.shift =
        Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(highestProduct) - BITS + 1);
    Arrays.fill(untaken, NONE);
  }

  /** Empties it. */
  void reset(int newWidth) {
    for (int i = lowest; i <= highest; i++) {
      counts[i] = 0;
      untaken[i] = NONE;
    }
    for (int i = lowest / Long.SIZE; i <= highest / Long.SIZE; i++) {
      open[i] = 0;
    }
    width = newWidth;
    size = 0;
    entries = 0;
    lowest = BUCKETS - 1;
    highest = 0;
    floor = 0;
    gathered = false;
  }

  private int bucket(int product) {
    return (product >> shift) + BUCKETS / 2;
  }

  /** Whether a row of this product would get a place. */
  boolean wants(int product) {
    return size < width || bucket(product) > floor;
  }

  /** Gives the row a place if it is good enough. */
  void offer(int row, int product) {
    int bucket = bucket(product);
    if (size >= width && bucket <= floor) {
      return;
    }
    if (entries == rows.length) {
      rows = Arrays.copyOf(rows, 2 * entries);
      buckets = Arrays.copyOf(buckets, 2 * entries);
      before = Arrays.copyOf(before, 2 * entries);
    }
    rows[entries] = row;
    buckets[entries] = bucket;
    before[entries] = untaken[bucket];
    untaken[bucket] = entries++;
    open[bucket / Long.SIZE] |= 1L << bucket;
    counts[bucket]++;
    size++;
    lowest = Math.min(lowest, bucket);
    highest = Math.max(highest, bucket);
    if (size >= width) {
      raise();
    }
  }

  /** Drops the lowest buckets that are not needed to be as wide as wanted. */
  private void raise() {
    floor = Math.max(floor, lowest);
    while (size - counts[floor] >= width) {
      size -= counts[floor];
      counts[floor++] = 0;
    }
  }

  /** One of the best rows that were not taken yet, -1 if all were. */
  int take() {
    int bucket = bestOpen();
    if (bucket == NONE) {
      return NONE;
    }
    int entry = untaken[bucket];
    untaken[bucket] = before[entry];
    if (untaken[bucket] == NONE) {
      open[bucket / Long.SIZE] &= ~(1L << bucket);
    }
    return rows[entry];
  }

  /** The row that would be taken now, -1 if all were. */
  int peek() {
    int bucket = bestOpen();
    return bucket == NONE ? NONE : rows[untaken[bucket]];
  }

  private int bestOpen() {
    for (int word = highest / Long.SIZE; word >= floor / Long.SIZE; word--) {
      if (open[word] != 0) {
        int bucket = word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(open[word]);
        return bucket < floor ? NONE : bucket;
      }
    }
    return NONE;
  }

  /** How many rows have a place. Once asked, nothing is offered or taken before the next reset. */
  int size() {
    gather();
    return size;
  }

  /** The row at a place: the first ones are the best, and only nearly equal ones in no order. */
  int row(int place) {
    gather();
    return rows[place];
  }

  /** Puts the rows in the order of their buckets. */
  private void gather() {
    if (gathered) {
      return;
    }
    gathered = true;
    int begin = 0;
    for (int bucket = highest; bucket >= Math.max(floor, lowest); bucket--) {
      int count = counts[bucket];
      counts[bucket] = begin;
      begin += count;
    }
    // What was let in before it is of no use any more.
    for (int entry = 0; entry < entries; entry++) {
      if (buckets[entry] >= floor) {
        before[counts[buckets[entry]]++] = rows[entry];
      }
    }
    int[] ordered = before;
    before = rows;
    rows = ordered;
  }
}
