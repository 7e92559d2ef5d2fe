package io.limpet.search.http;

import io.limpet.search.tuning.TuningDesk;
import io.limpet.search.tuning.TuningStore;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /v1/tunings}: surfaces that look for better configurations of themselves. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "tunings", description = "Surfaces that look for better configurations of themselves")
@Controller("/v1/tunings")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TuningsController {
  private final TuningStore store;
  private final TuningDesk desk;

  TuningsController(TuningStore store, TuningDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  /** All tunings, by id. */
  @Get
  List<TuningView.One> all() {
    return store.records().entrySet().stream()
        .map(one -> TuningView.One.of(one.getKey(), one.getValue(), store.problem(one.getKey())))
        .toList();
  }

  /** One tuning: what it has tried, and every move with who, when and why. */
  @Get("/{id}")
  TuningView.One get(String id) {
    return Refusals.asProblems(() -> view(id));
  }

  /** Puts a tuning, new or in place of a draft. It changes nothing until it is started. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {@ExampleObject(name = "tuning", value = Examples.TUNING)}))
  @ApiResponse(
      responseCode = "200",
      description = "The tuning",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = TuningView.One.class)))
  @Put(value = "/{id}", consumes = MediaType.ALL)
  TuningView.One put(
      String id, @Nullable @Header(ChangedBy.HEADER) String by, @Nullable @Body byte[] body) {
    return done(id, by, who -> desk.put(id, Refusals.document(body, "a tuning"), who));
  }

  /** Starts a draft: rounds of experiments follow each other. */
  @Post(value = "/{id}/start", consumes = MediaType.ALL)
  TuningView.One start(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return done(id, by, who -> desk.start(id, who));
  }

  /** Stops it and its experiment; the configuration in use stays. */
  @Post(value = "/{id}/stop", consumes = MediaType.ALL)
  TuningView.One stop(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return done(id, by, who -> desk.stop(id, who));
  }

  /** Puts the configuration from before a move, or from before the latest, in use again. */
  @Post(value = "/{id}/revert", consumes = MediaType.ALL)
  TuningView.One revert(
      String id,
      @Nullable @QueryValue Integer move,
      @Nullable @Header(ChangedBy.HEADER) String by) {
    return done(id, by, who -> desk.revert(id, move, who));
  }

  private TuningView.One done(String id, @Nullable String by, Consumer<String> deed) {
    return Refusals.asProblems(
        () -> {
          deed.accept(ChangedBy.read(by));
          return view(id);
        });
  }

  private TuningView.One view(String id) {
    return TuningView.One.of(id, store.needed(id), store.problem(id));
  }
}
