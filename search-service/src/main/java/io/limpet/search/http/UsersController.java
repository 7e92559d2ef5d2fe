package io.limpet.search.http;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.erasure.ErasureDesk;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.UserStore;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** {@code /v1/users}: what is known of visitors. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "users", description = "What is known of visitors")
@Controller("/v1/users")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsersController {
  private final UserStore users;
  private final Catalogue catalogue;
  private final UserUpdates updates;
  private final ErasureDesk erasures;

  UsersController(UserStore users, Catalogue catalogue, UserUpdates updates, ErasureDesk erasures) {
    this.erasures = erasures;
    this.users = users;
    this.catalogue = catalogue;
    this.updates = updates;
  }

  /** A visitor in the list. */
  public record UserRow(String userId, long events, @Nullable String lastSeen, int bought) {}

  /** A page of visitors and how many there are. */
  public record UserList(List<UserRow> users, long total) {}

  /** Something a visitor did. */
  public record HistoryRow(
      String itemId, @Nullable String event, @Nullable String timestamp, String title) {}

  /**
   * Everything known of a visitor.
   *
   * @param known whether there is anything
   * @param hasVector whether answers are personal
   * @param vectorAt when the newest event that the vector knows of reached Kafka
   * @param recent newest first
   * @param bought newest first
   * @param affinities weight by category
   */
  public record User(
      String userId,
      boolean known,
      String generation,
      boolean hasVector,
      @Nullable String vectorAt,
      long events,
      @Nullable String firstSeen,
      @Nullable String lastSeen,
      List<HistoryRow> recent,
      List<HistoryRow> bought,
      Map<String, Float> affinities) {}

  /** The visitors with the most events. */
  @Operation(
      parameters = {
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50")),
        @Parameter(
            name = "prefix",
            in = ParameterIn.QUERY,
            description = "How the id begins",
            schema = @Schema(type = "string"))
      })
  @Get
  UserList list(@Parameter(hidden = true) HttpParameters parameters) {
    JsonBody query = JsonBody.of(parameters);
    String prefix = query.text("prefix", 256);
    String begin = prefix == null ? "" : prefix;
    return new UserList(
        users.most(begin, query.integer("limit", 1, 1_000, 50)).stream()
            .map(
                user ->
                    new UserRow(
                        user.visitor(),
                        user.profile().events(),
                        time(user.profile().lastMillis()),
                        user.profile().bought().size()))
            .toList(),
        users.count(begin));
  }

  /** What is known of a visitor; an anonymous one's id is {@code anonymous:} and the id. */
  @Get("/{id}")
  User get(String id) {
    UserVector user = users.get(JsonBody.Ids.checked("id", id));
    if (user == null) {
      return new User(id, false, "", false, null, 0, null, null, List.of(), List.of(), Map.of());
    }
    UserProfile profile = user.profile();
    List<HistoryRow> recent = new ArrayList<>();
    for (RecentItem item : profile.recent()) {
      recent.add(
          new HistoryRow(
              item.itemId(),
              item.type().wireName(),
              time(item.timestampMillis()),
              catalogue.title(item.itemId())));
    }
    Collections.reverse(recent);
    List<HistoryRow> bought = new ArrayList<>();
    for (String item : profile.bought()) {
      bought.add(new HistoryRow(item, null, null, catalogue.title(item)));
    }
    Collections.reverse(bought);
    return new User(
        id,
        true,
        user.generation(),
        user.hasVector(),
        user.hasVector() ? time(user.version()) : null,
        profile.events(),
        profile.events() == 0 ? null : time(profile.firstMillis()),
        time(profile.lastMillis()),
        recent,
        bought,
        profile.affinities());
  }

  /**
   * Has a visitor forgotten everywhere, and the devices that signed in as the user; an anonymous
   * one's id is {@code anonymous:} and the id. Asked again it is the same erasure while that is
   * under way, and harmless afterwards.
   */
  @ApiResponse(
      responseCode = "202",
      description = "It is under way; Location is where the receipt grows",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ErasuresController.Receipt.class)))
  @Delete("/{id}")
  HttpResponse<ErasuresController.Receipt> delete(String id) {
    String visitor = JsonBody.Ids.checked("id", id);
    try {
      var receipt = ErasuresController.Receipt.of(erasures.request(visitor));
      return HttpResponse.<ErasuresController.Receipt>accepted()
          .header("Location", "/v1/erasures/" + receipt.receipt())
          .body(receipt);
    } catch (CompletionException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }

  private static @Nullable String time(long millis) {
    return millis <= 0 ? null : Instant.ofEpochMilli(millis).toString();
  }

  /** Tells, as server-sent events, each time a newer vector of the visitor was taken in. */
  @ApiResponse(
      responseCode = "200",
      description = "Events named vector, and ping to keep the connection",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema = @Schema(implementation = UserUpdates.Update.class)))
  @Get(value = "/{id}/updates", produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<UserUpdates.Update>> updates(String id) {
    return updates.of(JsonBody.Ids.checked("id", id));
  }
}
