package io.limpet.core.survey;

import io.limpet.core.event.SurveyKind;
import io.limpet.core.metric.Proportions;
import java.util.List;
import java.util.Optional;

/**
 * What answers say, and how sure that is: an interval of 95 %.
 *
 * @param value the figure: for {@code nps} percentage points from -100 to 100, for the others a
 *     share from 0 to 1
 * @param low lower end of the interval
 * @param high upper end
 */
public record SurveyScore(double value, double low, double high) {
  /** The standard normal distribution's 97.5 % point. */
  private static final double Z = 1.959964;

  /** From this value on somebody promotes. */
  private static final int PROMOTES = 9;

  /** Up to this value somebody detracts. */
  private static final int DETRACTS = 6;

  /** From this value on somebody is satisfied: the two upper boxes of five. */
  private static final int SATISFIED = 4;

  /** The score of a kind; empty without answers, or where answers are words alone. */
  public static Optional<SurveyScore> of(SurveyKind kind, SurveyCounts counts) {
    if (counts.answers() == 0 || !kind.hasValue()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case NPS ->
              promoters(
                  from(kind, counts, PROMOTES),
                  counts.answers() - from(kind, counts, DETRACTS + 1),
                  counts.answers());
          case CSAT -> share(from(kind, counts, SATISFIED), counts.answers());
          case THUMBS, TEXT -> share(from(kind, counts, 1), counts.answers());
        });
  }

  /** Answers to how often it was shown; empty when the shop does not say that it was. */
  public static Optional<SurveyScore> responseRate(SurveyCounts counts) {
    return counts.asked() == 0
        ? Optional.empty()
        : Optional.of(share(Math.min(counts.answers(), counts.asked()), counts.asked()));
  }

  private static long from(SurveyKind kind, SurveyCounts counts, int least) {
    List<Long> values = counts.values();
    return values.subList(least - kind.least(), values.size()).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static SurveyScore share(long of, long n) {
    Proportions.Ranged share = Proportions.share(of, n);
    return new SurveyScore(share.value(), share.low(), share.high());
  }

  /**
   * Promoters less detractors, percentage points, with the adjusted Wald interval for a difference
   * of two shares of one sample: as if three more had answered, three quarters promoting, as many
   * detracting (Rocks, Interval Estimation for the Net Promoter Score, The American Statistician
   * 2016).
   */
  static SurveyScore promoters(long promoters, long detractors, long n) {
    double more = n + 3.0;
    double up = (promoters + 0.75) / more;
    double down = (detractors + 0.75) / more;
    double half = Z * Math.sqrt((up + down - (up - down) * (up - down)) / more);
    return new SurveyScore(
        100.0 * (promoters - detractors) / n,
        100 * Math.max(-1, up - down - half),
        100 * Math.min(1, up - down + half));
  }
}
