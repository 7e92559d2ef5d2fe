package io.limpet.search.http;

import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.ItemFeatures;
import io.limpet.core.feature.Measure;
import io.limpet.core.feature.Named;
import io.limpet.core.feature.Sessions;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import io.limpet.search.state.FeatureStore;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Features of visitors and items, as of now. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "features", description = "What visitors and items did, as numbers")
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FeaturesController {
  private final FeatureStore features;
  private final Clock clock;

  FeaturesController(FeatureStore features, Clock clock) {
    this.features = features;
    this.clock = clock;
  }

  /** A category or brand, with its share in all interest: from -1 to 1. */
  public record Share(String name, double share) {}

  /** A session: when it began, how long it was and how many events and views it had. */
  public record Session(String began, double seconds, int events, int views) {}

  /** An item that was met together with another so often, by time decayed. */
  public record Companion(String itemId, double weight) {}

  /**
   * The features of a visitor.
   *
   * @param known whether there are any
   * @param asOf when they are so
   * @param version rises with every change
   * @param features by name; what is not known is left out
   * @param categories the strongest first
   * @param brands the strongest first
   * @param sessions the latest first
   */
  public record OfUser(
      String userId,
      boolean known,
      String asOf,
      long version,
      Map<String, Double> features,
      List<Share> categories,
      List<Share> brands,
      List<Session> sessions) {}

  /**
   * The features of an item.
   *
   * @param known whether there are any
   * @param asOf when they are so
   * @param version rises with every change
   * @param features by name; what is not known is left out
   * @param viewedTogether in one session, the strongest first
   * @param boughtTogether in one purchase, the strongest first
   */
  public record OfItem(
      String itemId,
      boolean known,
      String asOf,
      long version,
      Map<String, Double> features,
      List<Companion> viewedTogether,
      List<Companion> boughtTogether) {}

  /** The features of a visitor; an anonymous one's id is {@code anonymous:} and the id. */
  @Get("/users/{id}/features")
  OfUser ofUser(String id) {
    UserBehaviour known = features.user(JsonBody.Ids.checked("id", id));
    UserBehaviour user = known == null ? UserBehaviour.empty(id) : known;
    long at = Math.max(clock.millis(), user.times().last());
    return new OfUser(
        id,
        known != null,
        time(at),
        user.version(),
        numbers(UserFeatures.list(), user, at),
        shares(user.categories(), at),
        shares(user.brands(), at),
        user.sessions().latest().reversed().stream().map(FeaturesController::session).toList());
  }

  /** The features of an item. */
  @Get("/items/{id}/features")
  OfItem ofItem(String id) {
    ItemBehaviour known = features.item(JsonBody.Ids.checked("id", id));
    ItemBehaviour item = known == null ? ItemBehaviour.empty(id) : known;
    long at = Math.max(clock.millis(), item.lastMillis());
    return new OfItem(
        id,
        known != null,
        time(at),
        item.version(),
        numbers(ItemFeatures.list(), item, at),
        companions(item.viewedWith(), at),
        companions(item.boughtWith(), at));
  }

  private static <B> Map<String, Double> numbers(List<Measure<B>> measures, B of, long at) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Measure<B> measure : measures) {
      double number = measure.at(of, at);
      if (!Double.isNaN(number)) {
        numbers.put(measure.name(), number);
      }
    }
    return numbers;
  }

  private static List<Share> shares(Named names, long at) {
    return names.strongest(UserBehaviour.NAMES, at).stream()
        .map(of -> new Share(of.name(), names.share(of.name(), at)))
        .toList();
  }

  private static List<Companion> companions(Named names, long at) {
    return names.strongest(ItemBehaviour.COMPANIONS, at).stream()
        .map(of -> new Companion(of.name(), of.weight()))
        .toList();
  }

  private static Session session(Sessions.Span of) {
    return new Session(time(of.firstMillis()), of.seconds(), of.events(), of.views());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
