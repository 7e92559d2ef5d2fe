package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.search.recommend.Sources;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.surface.SurfaceStore;
import io.limpet.search.surface.SurfaceWriter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v1/surfaces}: how the places that show recommendations are set up. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "surfaces", description = "How the places that show recommendations are set up")
@Controller("/v1/surfaces")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SurfacesController {
  private final SurfaceStore store;
  private final SurfaceDesk desk;

  SurfacesController(SurfaceStore store, SurfaceDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  /**
   * The surfaces in use.
   *
   * @param version changes with what is set up; every answer and the served log carry it
   * @param origin built-in, topic, or the file that sets them up
   * @param by who set them up, if somebody said
   * @param at when they were set up
   * @param refused why the latest document was not taken; absent if it was
   * @param sources the sources there are
   * @param surfaces every surface, as a document for PUT would say it
   */
  public record SurfacesView(
      String version,
      String origin,
      @Nullable String by,
      @Nullable String at,
      SurfaceStore.@Nullable Refusal refused,
      List<String> sources,
      @Schema(type = "object") JsonNode surfaces) {}

  /** The surfaces in use. */
  @ApiResponse(
      responseCode = "200",
      description = "The surfaces; the ETag is their version",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = SurfacesView.class)))
  @Get
  HttpResponse<SurfacesView> get() {
    return answer(store.state());
  }

  /**
   * A document that set the surfaces up.
   *
   * @param version of the surfaces that it makes; absent if this release cannot use it
   * @param document as it was given; with PUT it is in use again
   */
  public record Version(
      @Nullable String version,
      String at,
      @Nullable String by,
      @Schema(type = "object") JsonNode document) {}

  /** The documents that set the surfaces up over HTTP, the latest first. */
  @Get("/history")
  List<Version> history() {
    SurfacesDocument now = store.written();
    if (now == null) {
      return List.of();
    }
    var latest = new SurfacesDocument.Earlier(now.document(), now.by(), now.atMillis());
    return Stream.concat(Stream.of(latest), now.earlier().stream()).map(this::version).toList();
  }

  private Version version(SurfacesDocument.Earlier of) {
    return new Version(
        made(of.document()),
        Instant.ofEpochMilli(of.atMillis()).toString(),
        of.by().isEmpty() ? null : of.by(),
        of.document());
  }

  private @Nullable String made(JsonNode document) {
    try {
      return store.reader().read(document).version();
    } catch (SetupException e) {
      return null;
    }
  }

  /**
   * Sets the surfaces up anew, here and in all replicas. Checked as a whole first; what cannot be
   * used changes nothing.
   */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {@ExampleObject(name = "a new one", value = Examples.SURFACES)}))
  @ApiResponse(
      responseCode = "200",
      description = "The surfaces that are in use now",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = SurfacesView.class)))
  @Put(consumes = MediaType.ALL)
  HttpResponse<SurfacesView> put(
      @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
      @Nullable @Header(ChangedBy.HEADER) String by,
      @Nullable @Body byte[] body) {
    return Refusals.asProblems(
        () ->
            answer(
                desk.put(
                    Refusals.document(body, "the surfaces"),
                    expected(ifMatch),
                    ChangedBy.read(by))));
  }

  private static @Nullable String expected(@Nullable String ifMatch) {
    return ifMatch == null || ifMatch.equals("*") ? null : ifMatch.strip().replace("\"", "");
  }

  private static HttpResponse<SurfacesView> answer(SurfaceStore.State state) {
    return HttpResponse.ok(
            new SurfacesView(
                state.surfaces().version(),
                state.origin(),
                state.by().isEmpty() ? null : state.by(),
                state.atMillis() == 0 ? null : Instant.ofEpochMilli(state.atMillis()).toString(),
                state.refusal(),
                Sources.NAMES.stream().sorted().toList(),
                SurfaceWriter.write(state.surfaces().byName())))
        .header(HttpHeaders.ETAG, "\"" + state.surfaces().version() + "\"");
  }
}
