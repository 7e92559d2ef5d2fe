package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.Analysis;
import io.limpet.core.experiment.Analysis.OfArm;
import io.limpet.core.experiment.Analysis.OfMetric;
import io.limpet.core.experiment.Comparison;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Interval;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.SamplePlan;
import io.limpet.core.experiment.Slices;
import io.limpet.search.experiment.ResultStore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is told of experiments. */
final class ExperimentView {
  private ExperimentView() {}

  /**
   * An experiment.
   *
   * @param state draft, scheduled, running, ended or stopped
   * @param from when it begins to decide; absent before it is started
   * @param until when it is over
   * @param problem why it decides nothing although it runs; absent if all is well
   * @param experiment as it was put
   */
  public record One(
      String id,
      String state,
      @Nullable String from,
      @Nullable String until,
      @Nullable String problem,
      @Schema(type = "object") JsonNode experiment) {
    static One of(String id, ExperimentRecord record, @Nullable String problem, long nowMillis) {
      return new One(
          id,
          record.state(nowMillis).text(),
          time(record.fromMillis()),
          time(record.overMillis()),
          problem,
          record.experiment());
    }
  }

  private static @Nullable String time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }

  /**
   * What was done to an experiment.
   *
   * @param deed created, changed, started, stopped or deleted
   * @param by who did it, if somebody said
   */
  public record Changed(String id, String at, String deed, @Nullable String by) {
    static Changed of(String id, ExperimentRecord.Change change) {
      return new Changed(
          id,
          Instant.ofEpochMilli(change.atMillis()).toString(),
          change.deed().text(),
          change.by().isEmpty() ? null : change.by());
    }
  }

  /**
   * How many visitors an experiment needs, over all arms.
   *
   * @param visitors for who looks whenever, as the verdict does
   * @param days that those take
   * @param visitorsOnce for who looks once, at the end
   * @param daysOnce that those take
   */
  public record Plan(long visitors, double days, long visitorsOnce, double daysOnce) {
    static Plan of(SamplePlan plan) {
      return new Plan(plan.safe(), plan.safeDays(), plan.once(), plan.onceDays());
    }
  }

  /**
   * Two ends of an interval; an end is absent while nothing is known.
   *
   * @param low the lower
   * @param high the upper
   */
  public record Ends(@Nullable Double low, @Nullable Double high) {
    static Ends of(Interval interval) {
      return new Ends(finite(interval.low()), finite(interval.high()));
    }
  }

  private static @Nullable Double finite(double of) {
    return Double.isFinite(of) ? (Double) of : null;
  }

  /**
   * A metric of an arm. What compares it with the control is absent of the control.
   *
   * @param value as it is
   * @param error its standard error
   * @param adjusted by what visitors did in the days before
   * @param varianceReduction share of the variance that the adjustment took out
   * @param difference of the adjusted values, arm less control
   * @param lift difference over control
   * @param interval of the difference, whenever one looks
   * @param liftInterval of the lift, whenever one looks
   * @param pValue whenever one looks, corrected for the number of arms
   * @param intervalOnce of the difference for who looks only once
   * @param pValueOnce for who looks only once
   */
  public record OneMetric(
      String metric,
      double value,
      double error,
      double adjusted,
      double varianceReduction,
      @Nullable Double difference,
      @Nullable Double lift,
      @Nullable Ends interval,
      @Nullable Ends liftInterval,
      @Nullable Double pValue,
      @Nullable Ends intervalOnce,
      @Nullable Double pValueOnce) {
    static OneMetric of(OfMetric of, boolean isControl) {
      Comparison to = of.comparison();
      return new OneMetric(
          of.metric().text(),
          of.plain().value(),
          of.plain().error(),
          of.adjusted().value(),
          of.reduction(),
          isControl ? null : (Double) to.difference(),
          isControl ? null : (Double) to.lift(),
          isControl ? null : Ends.of(to.safeInterval()),
          isControl ? null : Ends.of(to.safeLift()),
          isControl ? null : (Double) of.pValue(),
          isControl ? null : Ends.of(to.interval()),
          isControl ? null : (Double) to.pValue());
    }
  }

  /**
   * An arm.
   *
   * @param visitors that it could matter to
   * @param counted what they did, added up: answers, clicks, carts, purchases, revenue, sessions,
   *     and how many of them converted and returned
   * @param metrics the primary one first
   */
  public record OneArm(
      String arm, double visitors, Map<String, Double> counted, List<OneMetric> metrics) {
    static OneArm of(OfArm arm, Moments moments, boolean isControl) {
      Map<String, Double> counted = new LinkedHashMap<>();
      for (Quantity quantity : Quantity.values()) {
        counted.put(quantity.text(), moments.sum(quantity.ordinal()));
      }
      return new OneArm(
          arm.arm(),
          arm.visitors(),
          counted,
          arm.metrics().stream().map(of -> OneMetric.of(of, isControl)).toList());
    }
  }

  /**
   * A part of the visitors, or a day.
   *
   * @param slice {@code visitor/new} for one, or a date
   */
  public record Slice(String slice, List<OneArm> arms) {}

  /**
   * What an experiment has shown so far.
   *
   * @param verdict blocked, open, harmful, better or worse
   * @param meaning of the verdict, in words
   * @param visitors of all arms
   * @param needed visitors, if the experiment has a baseline
   * @param sampleRatioPValue that the arms have their numbers of visitors by chance
   * @param crossed visitors that were seen in two arms and count in none
   * @param arms the control first
   * @param segments parts of the visitors, to learn from: not corrected for their number
   * @param days what those did who were answered on it, day by day: whether an effect wears off
   */
  public record Results(
      String id,
      String state,
      String verdict,
      String meaning,
      double visitors,
      @Nullable Long needed,
      double sampleRatioPValue,
      double crossed,
      List<OneArm> arms,
      List<Slice> segments,
      List<Slice> days) {
    static Results of(
        Experiment experiment, ExperimentRecord record, ResultStore results, long nowMillis) {
      List<Moments> moments = results.of(experiment, Slices.ALL);
      Analysis analysis = Analysis.of(experiment, moments);
      return new Results(
          experiment.id(),
          record.state(nowMillis).text(),
          analysis.verdict().text(),
          meaning(analysis),
          analysis.arms().stream().mapToDouble(OfArm::visitors).sum(),
          experiment.baseline() == null ? null : (Long) SamplePlan.of(experiment).safe(),
          analysis.ratio().pValue(),
          results.crossed(experiment),
          arms(analysis, moments),
          slices(experiment, results.slices(experiment, Slices::isSegment)),
          slices(experiment, results.slices(experiment, Slices::isDay)));
    }

    private static List<Slice> slices(Experiment experiment, Map<String, List<Moments>> slices) {
      return slices.entrySet().stream()
          .map(
              one ->
                  new Slice(
                      Slices.isDay(one.getKey()) ? Slices.date(one.getKey()) : one.getKey(),
                      arms(Analysis.of(experiment, one.getValue()), one.getValue())))
          .toList();
    }

    private static List<OneArm> arms(Analysis analysis, List<Moments> moments) {
      List<OfArm> arms = analysis.arms();
      return IntStream.range(0, arms.size())
          .mapToObj(i -> OneArm.of(arms.get(i), moments.get(i), i == 0))
          .toList();
    }

    private static String meaning(Analysis analysis) {
      return switch (analysis.verdict()) {
        case BLOCKED ->
            "the arms do not have their shares of visitors; find out why before anything is"
                + " concluded";
        case OPEN -> "no difference has shown yet; let it run until it has its visitors";
        case HARMFUL -> "a guardrail got worse in an arm; stop it";
        case BETTER -> "an arm is better than the control";
        case WORSE -> "an arm is worse than the control and none is better; stop it";
      };
    }
  }
}
