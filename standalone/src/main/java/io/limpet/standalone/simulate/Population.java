package io.limpet.standalone.simulate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Everybody, as columns of numbers. Measured are the {@value #WINDOW} days after each shopper's
 * first visit, as many for one as for another. Two threads may change different shoppers.
 */
final class Population {
  /** Days after the first visit that count. */
  static final int WINDOW = 30;

  /** The week of these that tells who has stayed: one who comes every Saturday is in it. */
  static final int LAST_WEEK = WINDOW - 6;

  /** Places for how many shelves a shopper had seen before. */
  static final int AGES = 5;

  private static final int NEVER = Integer.MAX_VALUE;

  final int[] firstDay;
  final int[] nextDay;
  final int[] surveyedDay;
  final float[] satisfaction;
  final int[] visits;
  final int[] pages;
  final int[] clicks;
  final int[] pieces;
  final float[] spent;
  final boolean[] returned;
  final boolean[] retained;

  /** How well recommended shelves served, summed, by {@link #age} beside each other. */
  final float[] served;

  final int[] shelves;

  Population(int shoppers, double expected) {
    firstDay = new int[shoppers];
    nextDay = new int[shoppers];
    surveyedDay = new int[shoppers];
    satisfaction = new float[shoppers];
    visits = new int[shoppers];
    pages = new int[shoppers];
    clicks = new int[shoppers];
    pieces = new int[shoppers];
    spent = new float[shoppers];
    returned = new boolean[shoppers];
    retained = new boolean[shoppers];
    served = new float[AGES * shoppers];
    shelves = new int[AGES * shoppers];
    Arrays.fill(satisfaction, (float) expected);
    Arrays.fill(surveyedDay, -WINDOW);
  }

  /** Those who come on a day, by number. */
  int[] visitors(int day) {
    return IntStream.range(0, nextDay.length).filter(number -> nextDay[number] == day).toArray();
  }

  /** Counts a visit, where it is within the shopper's window. */
  void count(int number, int day, Visit.Result visit) {
    int after = day - firstDay[number];
    if (after > WINDOW) {
      return;
    }
    returned[number] |= after > 0;
    retained[number] |= after >= LAST_WEEK;
    visits[number]++;
    pages[number] += visit.pages();
    clicks[number] += visit.clicks();
    pieces[number] += visit.bought();
    spent[number] += (float) visit.spent();
    for (double one : visit.recommended()) {
      int seen = IntStream.range(0, AGES).map(age -> shelves[AGES * number + age]).sum();
      served[AGES * number + age(seen)] += (float) one;
      shelves[AGES * number + age(seen)]++;
    }
  }

  /** The first, the second, the next two, the next four, and all further shelves. */
  static int age(int seen) {
    return Math.min(AGES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(seen));
  }

  /** Comes back after so many days, if that is before the end of numbers. */
  void comesBack(int number, int day, long after) {
    nextDay[number] = (int) Math.min(NEVER, day + after);
  }
}
