package io.limpet.flink.experiments;

import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a unit did in one experiment, from the first answer that it decided. Immutable; public, so
 * that Flink can keep it as a record with fields.
 *
 * @param arm of the unit
 * @param crossed whether it was seen in another arm, too
 * @param firstMillis of the first answer
 * @param segments it is in, decided with the first answer
 * @param counts {@link Quantity} by quantity
 * @param before the same of the days before
 * @param sessions counted last
 * @param day the last on which it was answered (UTC, since the epoch)
 * @param dayCounts what it did on that day, from its first answer on
 * @param daySessions counted on it
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Exposed(
    String arm,
    boolean crossed,
    long firstMillis,
    String[] segments,
    float[] counts,
    float[] before,
    long[] sessions,
    long day,
    float[] dayCounts,
    long[] daySessions) {

  private static final float[] NOTHING = new float[Quantity.DIMENSIONS];

  /** With its first answer, and what followed that answer and arrived before it. */
  static Exposed first(Deed answer, Past past) {
    return new Exposed(
            answer.arm(),
            false,
            answer.millis(),
            segments(answer, past),
            new float[Quantity.COUNT],
            past.before(answer.day()),
            new long[0],
            answer.day(),
            new float[Quantity.COUNT],
            new long[0])
        .answered(answer)
        .did(past, Long.MAX_VALUE);
  }

  private static String[] segments(Deed answer, Past past) {
    boolean isReturning = false;
    for (long day : past.days()) {
      isReturning |= day < answer.day() && day >= answer.day() - Past.DAYS;
    }
    return Slices.segments(
            isReturning,
            answer.isUser(),
            past.before(answer.day())[Quantity.PURCHASES.ordinal()] > 0)
        .toArray(String[]::new);
  }

  /** With what was done lately, from the first answer to before a time. */
  private Exposed did(Past past, long beforeMillis) {
    Exposed exposed = this;
    for (Deed deed : past.recent()) {
      if (deed.millis() < beforeMillis) {
        exposed = exposed.did(deed);
      }
    }
    return exposed;
  }

  /** With one answer more. */
  Exposed answered(Deed answer, Past past) {
    if (!answer.arm().equals(arm)) {
      return new Exposed(
          arm, true, firstMillis, segments, counts, before, sessions, day, dayCounts, daySessions);
    }
    return answer.millis() < firstMillis
        ? since(answer, past).answered(answer).did(past, firstMillis)
        : answered(answer);
  }

  /**
   * With an earlier first answer: answers before and after a sign-in have no order on their way.
   */
  private Exposed since(Deed answer, Past past) {
    float[] next = counts.clone();
    if (Deed.dayOf(firstMillis) > answer.day()) {
      next[Quantity.RETURNED.ordinal()] = 1;
    }
    return new Exposed(
        arm,
        crossed,
        answer.millis(),
        segments(answer, past),
        next,
        past.before(answer.day()),
        sessions,
        day,
        dayCounts,
        daySessions);
  }

  private Exposed answered(Deed answer) {
    boolean isNewDay = answer.day() > day;
    float[] next = counts.clone();
    Tally.count(next, 0, answer, false);
    returned(next, answer);
    float[] today = isNewDay ? new float[Quantity.COUNT] : dayCounts.clone();
    if (answer.day() >= day) {
      Tally.count(today, 0, answer, false);
    }
    return new Exposed(
        arm,
        crossed,
        firstMillis,
        segments,
        next,
        before,
        sessions,
        Math.max(day, answer.day()),
        today,
        isNewDay ? new long[0] : daySessions);
  }

  /** With one deed more. */
  Exposed did(Deed deed) {
    if (deed.millis() < firstMillis) {
      return this;
    }
    boolean isNew = !Sessions.holds(sessions, deed.session());
    float[] next = counts.clone();
    Tally.count(next, 0, deed, isNew);
    returned(next, deed);
    boolean isToday = deed.day() == day;
    boolean isNewToday = isToday && !Sessions.holds(daySessions, deed.session());
    float[] today = dayCounts;
    if (isToday) {
      today = dayCounts.clone();
      Tally.count(today, 0, deed, isNewToday);
    }
    return new Exposed(
        arm,
        crossed,
        firstMillis,
        segments,
        next,
        before,
        isNew ? Sessions.with(sessions, deed.session()) : sessions,
        day,
        today,
        isNewToday ? Sessions.with(daySessions, deed.session()) : daySessions);
  }

  private void returned(float[] next, Deed deed) {
    if (deed.day() > Deed.dayOf(firstMillis)) {
      next[Quantity.RETURNED.ordinal()] = 1;
    }
  }

  /** Once something of the days before came late. */
  Exposed after(Past past) {
    float[] known = past.before(Deed.dayOf(firstMillis));
    return Arrays.equals(known, before)
        ? this
        : new Exposed(
            arm,
            crossed,
            firstMillis,
            segments,
            counts,
            known,
            sessions,
            day,
            dayCounts,
            daySessions);
  }

  /** What it counts for, by slice of its arm. */
  private Map<String, float[]> slices() {
    Map<String, float[]> slices = new TreeMap<>();
    if (crossed) {
      slices.put(Slices.CROSSED, NOTHING);
      return slices;
    }
    float[] all = Arrays.copyOf(counts, Quantity.DIMENSIONS);
    System.arraycopy(before, 0, all, Quantity.COUNT, Quantity.COUNT);
    slices.put(Slices.ALL, all);
    for (String segment : segments) {
      slices.put(segment, all);
    }
    slices.put(Slices.day(day), Arrays.copyOf(dayCounts, Quantity.DIMENSIONS));
    return slices;
  }

  /** What has changed of what it counts for; a day that is over stays as it was. */
  List<Change> changes(String experiment, @Nullable Exposed known) {
    Map<String, float[]> was = known == null ? new TreeMap<>() : known.slices();
    Map<String, float[]> is = slices();
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, float[]> one : is.entrySet()) {
      float[] old = was.remove(one.getKey());
      if (old == null || !Arrays.equals(old, one.getValue())) {
        changes.add(
            new Change(
                experiment, arm, one.getKey(), old == null ? Change.NOTHING : old, one.getValue()));
      }
    }
    was.forEach(
        (slice, old) -> {
          if (crossed || Slices.isSegment(slice)) {
            changes.add(new Change(experiment, arm, slice, old, Change.NOTHING));
          }
        });
    return changes;
  }
}
