package io.limpet.search.http;

import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Timestamps;
import io.limpet.search.rejected.Page;
import io.limpet.search.rejected.Positions;
import io.limpet.search.rejected.RejectedTopic;
import io.limpet.search.rejected.Replayer;
import io.limpet.search.rejected.Wanted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/events/rejected}: events that were refused or quarantined, and letting them in. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "events", description = "What shoppers do")
@Controller("/v1/events/rejected")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RejectedController {
  private static final int LIST_MOST = 1_000;
  private static final int SEND_MOST = 10_000;

  private final RejectedTopic topic;
  private final Replayer replayer;

  RejectedController(RejectedTopic topic, Replayer replayer) {
    this.topic = topic;
    this.replayer = replayer;
  }

  /** Rejected events, the newest first. */
  @Parameter(
      name = "reason",
      in = ParameterIn.QUERY,
      description = "One of docs/contracts.md, bot_rate for one; any if absent.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "visitor",
      in = ParameterIn.QUERY,
      description = "The key that the event came with.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "since",
      in = ParameterIn.QUERY,
      description = "Rejected then or later, RFC 3339.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "Rejected before that, RFC 3339.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "1 to 1,000; 50 if absent.",
      schema = @Schema(type = "integer"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "next_cursor of the page before.",
      schema = @Schema(type = "string"))
  @Get
  RejectedView.Listed list(HttpRequest<?> request) {
    JsonBody fields = JsonBody.of(request.getParameters());
    Wanted wanted = wanted(fields, 0);
    int limit = fields.integer("limit", 1, LIST_MOST, 50);
    Positions cursor = cursor(fields);
    Page page = read(() -> topic.newest(wanted, limit, cursor));
    Positions next = page.next();
    return new RejectedView.Listed(
        page.entries().stream().map(RejectedView.One::of).toList(),
        next == null ? null : next.toString());
  }

  /** How many were rejected, by reason, in the last 24 hours unless said otherwise. */
  @Parameter(
      name = "since",
      in = ParameterIn.QUERY,
      description = "Rejected then or later, RFC 3339; 24 hours ago if absent.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "Rejected before that, RFC 3339; now if absent.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "visitor",
      in = ParameterIn.QUERY,
      description = "The key that the event came with.",
      schema = @Schema(type = "string"))
  @Get("/reasons")
  RejectedView.Counted reasons(HttpRequest<?> request) {
    JsonBody fields = JsonBody.of(request.getParameters());
    Wanted wanted = wanted(fields, System.currentTimeMillis() - Duration.ofDays(1).toMillis());
    RejectedTopic.Counts counts = read(() -> topic.count(wanted));
    List<RejectedView.Count> reasons =
        counts.events().entrySet().stream()
            .map(
                e ->
                    new RejectedView.Count(
                        e.getKey().label(), e.getKey().isQuarantine(), e.getValue()))
            .toList();
    return new RejectedView.Counted(
        Instant.ofEpochMilli(wanted.sinceMillis()).toString(),
        Instant.ofEpochMilli(wanted.untilMillis()).toString(),
        reasons.stream().mapToLong(RejectedView.Count::events).sum(),
        counts.isComplete(),
        reasons);
  }

  /**
   * Sends rejected events in again, the oldest first: refused ones are validated again, quarantined
   * ones pass with release alone. Sending the same twice changes nothing.
   */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Replay.class),
              examples = @ExampleObject(value = Examples.REPLAY)))
  @ApiResponse(
      responseCode = "200",
      description = "Kafka has what was sent",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RejectedView.Replayed.class)))
  @Post(value = "/replay", consumes = MediaType.ALL)
  RejectedView.Replayed replay(@Nullable @Body byte[] body) {
    JsonBody fields = JsonBody.of(body);
    boolean release = fields.flag("release");
    Wanted wanted = wanted(fields, 0).since(System.currentTimeMillis() - Replayer.KEPT.toMillis());
    RejectReason reason = wanted.reason();
    if (reason != null && reason.isQuarantine() && !release) {
      throw ProblemException.bad(
          "release",
          "reason %s is a quarantine, which would only come again; give \"release\": true to let"
                  .formatted(reason.label())
              + " those events pass");
    }
    int limit = fields.integer("limit", 1, SEND_MOST, SEND_MOST);
    boolean dry = fields.flag("dry_run");
    Positions cursor = cursor(fields);
    try {
      Replayer.Sent sent = read(() -> replayer.send(wanted, limit, release, dry, cursor));
      Positions next = sent.next();
      return new RejectedView.Replayed(
          sent.sent(),
          sent.quarantined(),
          sent.cut(),
          Instant.ofEpochMilli(wanted.untilMillis()).toString(),
          next == null ? null : next.toString());
    } catch (CompletionException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RejectedTopic.UnreadableException e) {
      throw ProblemException.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static Wanted wanted(JsonBody fields, long sinceOtherwise) {
    long since = time(fields, "since", sinceOtherwise);
    long until = time(fields, "until", System.currentTimeMillis());
    if (until < since) {
      throw ProblemException.bad(
          "until",
          "until %s is before since %s; give a later time"
              .formatted(Instant.ofEpochMilli(until), Instant.ofEpochMilli(since)));
    }
    return new Wanted(reason(fields), fields.text("visitor", 300), since, until);
  }

  private static @Nullable RejectReason reason(JsonBody fields) {
    String label = fields.text("reason", 100);
    return label == null
        ? null
        : RejectReason.ofLabel(label)
            .orElseThrow(
                () ->
                    ProblemException.bad(
                        "reason",
                        "reason \"%s\" is not known; give one of %s"
                            .formatted(
                                label,
                                Arrays.stream(RejectReason.values())
                                    .map(RejectReason::label)
                                    .collect(Collectors.joining(", ")))));
  }

  private static long time(JsonBody fields, String field, long otherwise) {
    String text = fields.text(field, 100);
    return text == null
        ? otherwise
        : Timestamps.ofRfc3339(text)
            .orElseThrow(
                () ->
                    ProblemException.bad(
                        field,
                        "%s is \"%s\"; give RFC 3339, 2026-01-31T12:00:00Z for one"
                            .formatted(field, text)));
  }

  private static @Nullable Positions cursor(JsonBody fields) {
    String text = fields.text("cursor", 20_000);
    try {
      return text == null ? null : Positions.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(
          "cursor", "cursor is not one: " + e.getMessage() + "; give next_cursor of a page");
    }
  }
}
