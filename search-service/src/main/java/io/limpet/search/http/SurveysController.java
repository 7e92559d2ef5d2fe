package io.limpet.search.http;

import io.limpet.core.event.SurveyKind;
import io.limpet.core.survey.SurveyCounts;
import io.limpet.core.survey.SurveyScore;
import io.limpet.search.survey.SurveyStore;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/metrics/surveys}: what visitors answered. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "metrics", description = "How visitors like the shop")
@Controller("/v1/metrics/surveys")
final class SurveysController {
  /** Days that are answered for when nothing else is asked. */
  private static final int DAYS = 30;

  private final SurveyStore surveys;
  private final Clock clock;

  SurveysController(SurveyStore surveys, Clock clock) {
    this.surveys = surveys;
    this.clock = clock;
  }

  /**
   * The answers of some days.
   *
   * @param from first day, UTC
   * @param to last day
   * @param surveys by kind, those without an answer too
   */
  public record Surveys(String from, String to, List<Survey> surveys) {}

  /**
   * The answers to one kind of survey.
   *
   * @param kind nps, csat, thumbs or text
   * @param all everybody's
   * @param segments the same by segment
   */
  public record Survey(String kind, Answers all, List<Segment> segments) {}

  /**
   * The answers of a segment.
   *
   * @param dimension channel, region, arm or customer
   * @param value of it
   * @param answers of those who have it
   */
  public record Segment(String dimension, String value, Answers answers) {}

  /**
   * What was answered.
   *
   * @param asked how often the question was shown, as far as the shop says
   * @param answers how often it was answered
   * @param comments how many answers have words
   * @param values answers by value
   * @param score of nps promoters less detractors (-100 to 100), of csat the share of 4 and 5, of
   *     thumbs the share of up; absent without answers
   * @param responseRate answers to askings; absent when nobody says that it was shown
   */
  public record Answers(
      long asked,
      long answers,
      long comments,
      Map<String, Long> values,
      @Nullable Figure score,
      @Nullable Figure responseRate) {

    static Answers of(SurveyKind kind, SurveyCounts counts) {
      Map<String, Long> values = new LinkedHashMap<>();
      for (int i = 0; i < counts.values().size(); i++) {
        values.put(String.valueOf(kind.least() + i), counts.values().get(i));
      }
      return new Answers(
          counts.asked(),
          counts.answers(),
          counts.comments(),
          values,
          SurveyScore.of(kind, counts).map(Figure::of).orElse(null),
          SurveyScore.responseRate(counts).map(Figure::of).orElse(null));
    }
  }

  /**
   * A figure with its interval of 95 %.
   *
   * @param value the figure
   * @param low lower end
   * @param high upper end
   */
  public record Figure(double value, double low, double high) {
    static Figure of(SurveyScore score) {
      return new Figure(score.value(), score.low(), score.high());
    }
  }

  /**
   * What was answered to surveys, by kind and segment.
   *
   * @param from first day, UTC, {@code 2026-01-31}; 29 days before the last if not given
   * @param to last day; today if not given
   */
  @Get
  Surveys surveys(@Nullable @QueryValue String from, @Nullable @QueryValue String to) {
    LocalDate last = day("to", to, clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
    LocalDate first = day("from", from, last.minusDays(DAYS - 1));
    if (first.isAfter(last)) {
      throw ProblemException.bad(
          "from", "from is %s, after to (%s); give an earlier day".formatted(first, last));
    }
    return new Surveys(
        first.toString(),
        last.toString(),
        Arrays.stream(SurveyKind.values())
            .map(kind -> survey(kind, first.toEpochDay(), last.toEpochDay()))
            .toList());
  }

  private Survey survey(SurveyKind kind, long from, long to) {
    SurveyStore.Period period = surveys.period(kind, from, to);
    return new Survey(
        kind.wireName(),
        Answers.of(kind, period.all()),
        period.segments().entrySet().stream()
            .map(
                entry -> {
                  int equals = entry.getKey().indexOf('=');
                  return new Segment(
                      entry.getKey().substring(0, equals),
                      entry.getKey().substring(equals + 1),
                      Answers.of(kind, entry.getValue()));
                })
            .toList());
  }

  private static LocalDate day(String field, @Nullable String text, LocalDate otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw ProblemException.bad(
          field, "%s is \"%s\"; give a day, 2026-01-31 for one".formatted(field, text));
    }
  }
}
