package io.limpet.search.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * The shapes of requests for the OpenAPI document. The service itself reads bodies field by field,
 * to name the one that is wrong.
 */
final class ApiBodies {
  private ApiBodies() {}

  @Schema(name = "LineItem", description = "What an event was done to.")
  record Line(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 256) String itemId,
      @Schema(minimum = "1", defaultValue = "1") Integer quantity,
      @Schema(minimum = "0") Double price,
      @Schema(minimum = "0", description = "Position in the list shown, from 0.") Integer index) {}

  @Schema(
      name = "Event",
      description =
          "Something a shopper did; give user_id or anonymous_id (identify: both), and items or"
              + " item_id.")
  record Event(
      @Schema(description = "Idempotency key; made up if absent.", maxLength = 256) String eventId,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {
                "view_item_list",
                "select_item",
                "view_item",
                "add_to_cart",
                "remove_from_cart",
                "add_to_wishlist",
                "purchase",
                "refund",
                "search",
                "rate",
                "not_interested",
                "survey",
                "identify"
              })
          String event,
      @Schema(maxLength = 256) String userId,
      @Schema(maxLength = 256) String anonymousId,
      @Schema(maxLength = 256) String sessionId,
      @Schema(description = "RFC 3339 or epoch milliseconds; now if absent.") String timestamp,
      List<Line> items,
      @Schema(description = "Instead of items, where there is one.") String itemId,
      @Schema(minimum = "0") Double value,
      @Schema(description = "ISO 4217.") String currency,
      @Schema(description = "What was searched for.") String query,
      @Schema(description = "Of the answer that showed the items.") String recommendationId,
      Map<String, String> properties) {}

  @Schema(name = "Item", description = "Something the shop sells; all but the id may be unknown.")
  record Item(
      String itemId,
      String title,
      String description,
      List<String> categories,
      String brand,
      @Schema(minimum = "0") Double price,
      @Schema(description = "ISO 4217.") String currency,
      @Schema(minimum = "0", description = "Unknown counts as in stock.") Integer stock,
      String imageUrl,
      @Schema(description = "Tokens, or an object of names and values.") List<String> attributes) {}

  @Schema(name = "HistoryItem")
  record History(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String itemId,
      @Schema(defaultValue = "view_item") String event,
      @Schema(description = "RFC 3339 or epoch milliseconds; now if absent.") String timestamp) {}

  @Schema(name = "RecommendationsRequest")
  record Recommendations(
      @Schema(description = "Who asks; or anonymous_id, or neither.") String userId,
      String anonymousId,
      @Schema(description = "What the caller knows beyond what is known, at most 1,000.")
          List<History> history,
      @Schema(defaultValue = "home", description = "One of GET /v1/surfaces.") String surface,
      @Schema(description = "The item that is looked at.") String itemId,
      @Schema(description = "The category that is looked at.", maxLength = 1000) String category,
      @Schema(description = "Country or region of the visitor.", maxLength = 1000) String region,
      @Schema(description = "How the visitor came: web, app.", maxLength = 1000) String channel,
      @Schema(description = "Groups the caller counts the visitor among, for rules.")
          List<String> segments,
      @Schema(description = "What was searched for, for rules.", maxLength = 1000) String query,
      @Schema(description = "Language of the reasons (BCP 47), before Accept-Language.")
          String locale,
      @Schema(minimum = "1", maximum = "100", defaultValue = "10") Integer limit,
      @Schema(description = "See docs/http.md.", maxLength = 4000) String filter,
      @Schema(description = "next_cursor of the page before.") String cursor,
      @Schema(description = "Ids not to show, at most 10,000.") List<String> exclude,
      @Schema(description = "Whose vectors to use, of those that are open.") String generation,
      @Schema(defaultValue = "false", description = "Leaves it out of the served log.")
          Boolean dryRun,
      @Schema(defaultValue = "false") Boolean explain) {}

  @Schema(name = "ReplayRequest")
  record Replay(
      @Schema(description = "Why they were rejected; any if absent.") String reason,
      @Schema(description = "The key that the events came with.") String visitor,
      @Schema(description = "Rejected then or later, RFC 3339; at most 7 days ago.") String since,
      @Schema(description = "Rejected before that, RFC 3339; now if absent.") String until,
      @Schema(
              defaultValue = "false",
              description = "Lets quarantined events pass, and takes their visitors for people.")
          Boolean release,
      @Schema(defaultValue = "false", description = "Counts, and sends nothing.") Boolean dryRun,
      @Schema(minimum = "1", maximum = "10000", defaultValue = "10000") Integer limit,
      @Schema(description = "next_cursor of the answer before.") String cursor) {}

  @Schema(name = "ReleaseRequest")
  record Release(
      @Schema(
              description = "Serve it to this share of visitors; all if absent.",
              exclusiveMinimum = true,
              minimum = "0",
              maximum = "1")
          Double share) {}

  @Schema(name = "SearchRequest")
  record Search(
      @Schema(description = "Words; absent or blank to browse.", maxLength = 1000) String query,
      String userId,
      String anonymousId,
      @Schema(minimum = "1", maximum = "100", defaultValue = "20") Integer limit,
      @Schema(minimum = "0", maximum = "100000", defaultValue = "0") Integer offset,
      @Schema(description = "See docs/http.md.", maxLength = 4000) String filter,
      @Schema(description = "Groups the caller counts the visitor among, for rules.")
          List<String> segments,
      @Schema(defaultValue = "false") Boolean explain) {}
}
