package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceReader;
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
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
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
    TuningRecord record = store.get(id);
    if (record == null) {
      throw ProblemException.notFound("there is no tuning \"" + id + "\"");
    }
    return TuningView.One.of(id, record, store.problem(id));
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
    return checked(
        () -> {
          desk.put(id, given(body), ChangedBy.read(by));
          return get(id);
        });
  }

  /** Starts a draft: rounds of experiments follow each other. */
  @Post(value = "/{id}/start", consumes = MediaType.ALL)
  TuningView.One start(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return checked(
        () -> {
          desk.start(id, ChangedBy.read(by));
          return get(id);
        });
  }

  /** Stops it and its experiment; the configuration in use stays. */
  @Post(value = "/{id}/stop", consumes = MediaType.ALL)
  TuningView.One stop(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return checked(
        () -> {
          desk.stop(id, ChangedBy.read(by));
          return get(id);
        });
  }

  /** Puts the configuration from before a move, or from before the latest, in use again. */
  @Post(value = "/{id}/revert", consumes = MediaType.ALL)
  TuningView.One revert(
      String id,
      @Nullable @QueryValue Integer move,
      @Nullable @Header(ChangedBy.HEADER) String by) {
    return checked(
        () -> {
          desk.revert(id, move, ChangedBy.read(by));
          return get(id);
        });
  }

  private static JsonNode given(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send a tuning as a JSON object");
    }
    return SurfaceReader.parse(body);
  }

  private static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (SetupException e) {
      throw ProblemException.bad(
          e.field().isEmpty() ? null : e.field(), String.valueOf(e.getMessage()));
    } catch (TuningDesk.ConflictException | SurfaceDesk.ConflictException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound(String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }
}
