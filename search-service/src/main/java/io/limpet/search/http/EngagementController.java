package io.limpet.search.http;

import io.limpet.core.engagement.Dimension;
import io.limpet.core.engagement.Segment;
import io.limpet.search.engagement.EngagementReport;
import io.limpet.search.engagement.EngagementStore;
import io.limpet.search.engagement.Figure;
import io.limpet.search.engagement.Funnel;
import io.limpet.search.engagement.Retention;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/metrics/engagement}: whether visitors come back, as docs/engagement.md defines it. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "engagement", description = "Whether visitors come back")
@Controller("/v1/metrics/engagement")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EngagementController {
  private final EngagementStore store;
  private final EngagementReport report;
  private final Clock clock;

  EngagementController(EngagementStore store, EngagementReport report, Clock clock) {
    this.store = store;
    this.report = report;
    this.clock = clock;
  }

  /**
   * What was asked, as it was understood.
   *
   * @param from first day
   * @param to last day
   * @param zone where days begin and end
   * @param today the day that is not over
   * @param traffic person or synthetic
   * @param by the dimension
   */
  public record Asked(
      String from, String to, String zone, String today, String traffic, String by) {}

  /**
   * The figures of segments.
   *
   * @param definitions what each figure is
   */
  public record Engagement(
      Asked asked, Map<String, Figure.Definition> definitions, List<Part> segments) {}

  /**
   * The figures of a segment.
   *
   * @param value of the dimension, "" of everybody
   * @param total of the whole time
   * @param days each day that has any; with by=all or a value alone
   */
  public record Part(
      String value, EngagementReport.Figures total, @Nullable List<EngagementReport.Day> days) {}

  /** Cohorts of segments. */
  public record Cohorts(Asked asked, String grid, String definition, List<CohortPart> segments) {}

  /** Cohorts of a segment. */
  public record CohortPart(String value, Retention retention) {}

  /** Funnels of segments. */
  public record Funnels(Asked asked, List<FunnelPart> segments) {}

  /** The funnel of a segment. */
  public record FunnelPart(String value, List<Funnel.Stage> stages) {}

  /** The figures: of everybody by the day, or of each value of a dimension. */
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "First day; 30 days up to the last one if absent.",
      schema = @Schema(type = "string", format = "date"))
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      description = "Last day; today if absent.",
      schema = @Schema(type = "string", format = "date"))
  @Parameter(
      name = "by",
      in = ParameterIn.QUERY,
      description = "all (if absent), channel, country, surface, variant or generation.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "value",
      in = ParameterIn.QUERY,
      description = "One value of the dimension, by the day.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "traffic",
      in = ParameterIn.QUERY,
      description = "person (if absent) or synthetic: never both.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "format",
      in = ParameterIn.QUERY,
      description = "json or csv; as Accept says if absent.",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "The figures",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Engagement.class)))
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
  HttpResponse<?> engagement(HttpRequest<?> request) {
    EngagementQuery asked = EngagementQuery.of(request, store, clock.millis());
    boolean byDay = asked.by() == Dimension.ALL || asked.value() != null;
    List<Part> parts =
        asked.segments(store).stream().map(segment -> part(segment, asked, byDay)).toList();
    return asked.csv()
        ? csv("engagement", EngagementTables.figures(parts))
        : HttpResponse.ok(new Engagement(view(asked), Figure.definitions(), parts));
  }

  private Part part(Segment segment, EngagementQuery asked, boolean byDay) {
    return new Part(
        segment.value(),
        report.total(segment, asked.from(), asked.to(), asked.today()),
        byDay ? report.days(segment, asked.from(), asked.to(), asked.today()) : null);
  }

  /** Who came back of those who began in the time: on later days, or in later weeks. */
  @Parameter(
      name = "grid",
      in = ParameterIn.QUERY,
      description = "day (if absent) or week.",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "The cohorts",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Cohorts.class)))
  @Get(
      value = "/retention",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
  HttpResponse<?> retention(HttpRequest<?> request) {
    EngagementQuery asked = EngagementQuery.of(request, store, clock.millis());
    String grid =
        EngagementQuery.named(
            JsonBody.of(request.getParameters()), "grid", "day", List.of("day", "week"));
    boolean weekly = grid.equals("week");
    List<CohortPart> parts =
        asked.segments(store).stream()
            .map(
                segment ->
                    new CohortPart(
                        segment.value(),
                        report.retention(segment, asked.from(), asked.to(), asked.today(), weekly)))
            .toList();
    String definition =
        weekly
            ? "Of the visitors whose first day ever was in the week, those active in the n-th week"
                + " after it."
            : "Of the visitors whose first day ever it was, those active exactly n days later.";
    return asked.csv()
        ? csv("retention", EngagementTables.cohorts(parts))
        : HttpResponse.ok(new Cohorts(view(asked), grid, definition, parts));
  }

  /** From impressions to purchases. */
  @ApiResponse(
      responseCode = "200",
      description = "The funnels",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Funnels.class)))
  @Get(
      value = "/funnel",
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
  HttpResponse<?> funnel(HttpRequest<?> request) {
    EngagementQuery asked = EngagementQuery.of(request, store, clock.millis());
    List<FunnelPart> parts =
        asked.segments(store).stream()
            .map(
                segment ->
                    new FunnelPart(
                        segment.value(), report.funnel(segment, asked.from(), asked.to())))
            .toList();
    return asked.csv()
        ? csv("funnel", EngagementTables.funnels(parts))
        : HttpResponse.ok(new Funnels(view(asked), parts));
  }

  private Asked view(EngagementQuery asked) {
    return new Asked(
        LocalDate.ofEpochDay(asked.from()).toString(),
        LocalDate.ofEpochDay(asked.to()).toString(),
        store.zone().getId(),
        LocalDate.ofEpochDay(asked.today()).toString(),
        asked.traffic().label(),
        asked.by().label());
  }

  private static HttpResponse<?> csv(String name, String table) {
    return HttpResponse.ok(table)
        .contentType(MediaType.TEXT_CSV_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
  }
}
