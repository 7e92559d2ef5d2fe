package io.limpet.core.experiment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The parts into which the visitors of an arm are sorted, by name. */
public final class Slices {
  /** All visitors of an arm. */
  public static final String ALL = "all";

  /**
   * Who was seen in two arms, by whatever mistake, and counts in none: of a sound experiment
   * nobody.
   */
  public static final String CROSSED = "crossed";

  /** Begins a day: who was answered on it, and what they did on it. */
  private static final String DAY = "day/";

  private Slices() {}

  /**
   * The segments of a visitor, as things stood at the first answer that the experiment decided.
   *
   * @param isReturning whether something was done in the days before
   * @param isUser whether somebody had signed in
   * @param hasBought whether something was bought in the days before
   */
  public static List<String> segments(boolean isReturning, boolean isUser, boolean hasBought) {
    List<String> segments = new ArrayList<>();
    segments.add(isReturning ? "visitor/returning" : "visitor/new");
    segments.add(isUser ? "signed-in/yes" : "signed-in/no");
    segments.add(hasBought ? "bought-before/yes" : "bought-before/no");
    return segments;
  }

  /** The slice of a day (UTC). */
  public static String day(long epochDay) {
    return DAY + LocalDate.ofEpochDay(epochDay);
  }

  /** Whether it is a day. */
  public static boolean isDay(String slice) {
    return slice.startsWith(DAY);
  }

  /** The date of a day, {@code 2026-01-31}. */
  public static String date(String slice) {
    return slice.substring(DAY.length());
  }

  /** Whether it is a segment. */
  public static boolean isSegment(String slice) {
    return !slice.equals(ALL) && !slice.equals(CROSSED) && !isDay(slice);
  }
}
