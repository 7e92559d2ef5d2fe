package io.limpet.trainer.train;

import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a training learns from: for every basket of every user, what came before it, and what in it
 * the user had not taken up before. A basket is what a user did at one moment. Of a first basket of
 * several items, which nothing comes before, the beginning stands for the past, so that short and
 * anonymous visits are learned, too.
 *
 * <p>Sample s: history rows {@code from[s] .. to[s]}, answers {@code targets[begins[s]] ..
 * targets[begins[s + 1]]}, asked at {@code millis[s]}. In the order of time.
 */
final class Samples {
  final int[] from;
  final int[] to;
  final long[] millis;
  final int[] begins;
  final int[] targets;

  private Samples(int[] from, int[] to, long[] millis, int[] begins, int[] targets) {
    this.from = from;
    this.to = to;
    this.millis = millis;
    this.begins = begins;
    this.targets = targets;
  }

  int size() {
    return from.length;
  }

  int targetCount(int sample) {
    return begins[sample + 1] - begins[sample];
  }

  static Samples of(Interactions rows, int historyMost, SplittableRandom random) {
    Collector found = new Collector(rows, historyMost);
    for (int user = 0; user < rows.users(); user++) {
      found.addUser(user, random);
    }
    return found.inOrderOfTime();
  }

  /** Gathers samples in growing arrays. */
  private static final class Collector {
    private final Interactions rows;
    private final int historyMost;
    private final int[] seenBy;
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private long[] millis = new long[1024];
    private int[] ends = new int[1024];
    private int[] targets = new int[4096];
    private int size;
    private int targetsSize;

    Collector(Interactions rows, int historyMost) {
      this.rows = rows;
      this.historyMost = historyMost;
      this.seenBy = new int[rows.items()];
    }

    void addUser(int user, SplittableRandom random) {
      int begin = rows.begin(user);
      for (int basket = begin; basket < rows.end(user); ) {
        int end = basket + 1;
        while (end < rows.end(user) && rows.millis(end) == rows.millis(basket)) {
          end++;
        }
        if (basket > begin) {
          add(user, begin, basket, basket, end);
        } else if (end - basket > 1) {
          int middle = basket + 1 + random.nextInt(end - basket - 1);
          see(user, basket, middle);
          add(user, basket, middle, middle, end);
        }
        see(user, basket, end);
        basket = end;
      }
    }

    private void see(int user, int begin, int end) {
      for (int row = begin; row < end; row++) {
        if (rows.isInterest(row)) {
          seenBy[rows.item(row)] = user + 1;
        }
      }
    }

    private void add(int user, int historyFrom, int historyTo, int begin, int end) {
      int before = targetsSize;
      for (int row = begin; row < end; row++) {
        int item = rows.item(row);
        if (rows.isInterest(row) && seenBy[item] != user + 1) {
          seenBy[item] = user + 1;
          if (targetsSize == targets.length) {
            targets = Arrays.copyOf(targets, 2 * targetsSize);
          }
          targets[targetsSize++] = item;
        }
      }
      if (targetsSize == before) {
        return;
      }
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        millis = Arrays.copyOf(millis, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      from[size] = Math.max(historyFrom, historyTo - historyMost);
      to[size] = historyTo;
      millis[size] = rows.millis(begin);
      ends[size++] = targetsSize;
    }

    Samples inOrderOfTime() {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(millis[a], millis[b]));
      int[] newFrom = new int[size];
      int[] newTo = new int[size];
      long[] newMillis = new long[size];
      int[] begins = new int[size + 1];
      int[] newTargets = new int[targetsSize];
      for (int i = 0; i < size; i++) {
        int old = order[i];
        int begin = old == 0 ? 0 : ends[old - 1];
        int length = ends[old] - begin;
        newFrom[i] = from[old];
        newTo[i] = to[old];
        newMillis[i] = millis[old];
        System.arraycopy(targets, begin, newTargets, begins[i], length);
        begins[i + 1] = begins[i] + length;
      }
      return new Samples(newFrom, newTo, newMillis, begins, newTargets);
    }
  }
}
