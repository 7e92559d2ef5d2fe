package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.EventType;
import io.limpet.core.event.Faults;
import io.limpet.core.event.Timestamps;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.filter.FilterException;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.recommend.Place;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.rule.RuleReader;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.Surfaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests for recommendations. */
final class RecommendationRequests {
  private static final int EXCLUDED = 10_000;
  private static final int HISTORY = 1_000;
  private static final int PLACE = 1_000;
  private static final int SEGMENTS = 100;
  private static final int GENERATION = 256;
  private static final int LOCALE = 100;

  private RecommendationRequests() {}

  /**
   * Reads a request.
   *
   * @param languages the header {@code Accept-Language}, for who gives no {@code locale}
   */
  static Recommender.Request read(
      JsonBody body, Surfaces surfaces, @Nullable String languages, long nowMillis) {
    return new Recommender.Request(
        body.visitor(),
        body.device(),
        history(body, nowMillis),
        surface(body, surfaces),
        body.id("item_id"),
        place(body, languages),
        body.integer("limit", 1, 100, 10),
        filter(body),
        Set.copyOf(body.ids("exclude", EXCLUDED)),
        body.text("generation", GENERATION),
        body.flag("explain"));
  }

  private static Place place(JsonBody body, @Nullable String header) {
    String query = body.text("query", PLACE);
    return new Place(
        body.text("category", PLACE),
        body.text("region", PLACE),
        body.text("channel", PLACE),
        segments(body),
        query == null ? null : RuleReader.normal(query),
        languages(body, header));
  }

  private static @Nullable String languages(JsonBody body, @Nullable String header) {
    String locale = body.text("locale", LOCALE);
    if (locale != null && !isLanguages(locale)) {
      throw ProblemException.bad(
          "locale",
          "locale \"%s\" is no tag of a language; give one like \"de\" or \"pt-BR\""
              .formatted(Faults.shown(locale)));
    }
    // What a browser made up itself is nobody's mistake.
    return locale != null ? locale : header != null && isLanguages(header) ? header : null;
  }

  private static boolean isLanguages(String text) {
    try {
      return !Locale.LanguageRange.parse(text).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Set<String> segments(JsonBody body) {
    return Set.copyOf(body.ids("segments", SEGMENTS));
  }

  static ItemFilter filter(JsonBody body) {
    String text = body.text("filter", 100_000);
    if (text == null) {
      return ItemFilter.ALL;
    }
    try {
      return ItemFilter.parse(text);
    } catch (FilterException e) {
      throw ProblemException.bad("filter", "filter, " + e.getMessage());
    }
  }

  private static Surface surface(JsonBody body, Surfaces surfaces) {
    String name = body.text("surface", 100);
    return surfaces
        .named(name == null ? "home" : name)
        .orElseThrow(
            () ->
                ProblemException.bad(
                    "surface",
                    "surface \"%s\" is not known; the surfaces are %s"
                        .formatted(
                            Faults.shown(String.valueOf(name)),
                            String.join(", ", surfaces.byName().keySet()))));
  }

  private static List<RecentItem> history(JsonBody body, long nowMillis) {
    List<RecentItem> history = new ArrayList<>();
    if (body.isQuery()) {
      for (String item : body.ids("history", HISTORY)) {
        history.add(new RecentItem(item, EventType.VIEW_ITEM, nowMillis));
      }
      return history;
    }
    for (JsonBody entry : body.objects("history", HISTORY)) {
      String at = "history[" + history.size() + "]";
      String item = entry.id("item_id");
      if (item == null) {
        throw ProblemException.bad(at + ".item_id", at + ".item_id is missing; give the item's id");
      }
      history.add(new RecentItem(item, type(entry, at), timestamp(entry, at, nowMillis)));
    }
    return history;
  }

  private static EventType type(JsonBody entry, String at) {
    String name = entry.text("event", 100);
    if (name == null) {
      return EventType.VIEW_ITEM;
    }
    return EventType.ofWireName(name)
        .orElseThrow(
            () ->
                ProblemException.bad(
                    at + ".event",
                    "%s.event \"%s\" is not known; view_item is, for one"
                        .formatted(at, Faults.shown(name))));
  }

  private static long timestamp(JsonBody entry, String at, long nowMillis) {
    JsonNode node = entry.raw("timestamp");
    if (node == null) {
      return nowMillis;
    }
    OptionalLong millis =
        node.isTextual()
            ? Timestamps.ofRfc3339(node.textValue())
            : node.isIntegralNumber() && node.canConvertToLong()
                ? OptionalLong.of(node.longValue())
                : OptionalLong.empty();
    return millis.orElseThrow(
        () ->
            JsonBody.wrong(
                at + ".timestamp",
                node,
                "RFC 3339 text (2026-01-31T12:00:00Z) or epoch milliseconds"));
  }
}
