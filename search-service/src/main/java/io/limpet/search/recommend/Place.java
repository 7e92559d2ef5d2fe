package io.limpet.search.recommend;

import io.limpet.core.item.Item;
import io.limpet.search.state.LocalTrends;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the visitor is, as far as the caller says.
 *
 * @param category the category that is looked at
 * @param region country or region
 * @param channel web, app, shop: the caller's own words
 * @param segments groups of visitors that the caller counts the visitor among
 * @param query what was searched for
 * @param languages which languages the visitor prefers, as in the header {@code Accept-Language};
 *     null for English
 */
public record Place(
    @Nullable String category,
    @Nullable String region,
    @Nullable String channel,
    Set<String> segments,
    @Nullable String query,
    @Nullable String languages) {
  /** Nobody said. */
  public static final Place UNKNOWN = new Place(null, null, null, Set.of(), null, null);

  public Place {
    segments = Set.copyOf(segments);
  }

  private static final String HIDDEN = "hidden=true";

  /**
   * Why an item is not offered here, or nothing if it is: the attribute {@code hidden} is true, or
   * it has attributes {@code region} or {@code channel} and this one is not among them.
   */
  Optional<String> objection(Item item) {
    if (item.attributes().isEmpty()) {
      return Optional.empty();
    }
    if (item.attributes().contains(HIDDEN)) {
      return Optional.of("is hidden");
    }
    return elsewhere(item, LocalTrends.REGION, region)
        .or(() -> elsewhere(item, LocalTrends.CHANNEL, channel));
  }

  private static Optional<String> elsewhere(Item item, String name, @Nullable String here) {
    if (here == null) {
      return Optional.empty();
    }
    boolean restricted = false;
    for (String attribute : item.attributes()) {
      if (attribute.startsWith(name) && attribute.startsWith("=", name.length())) {
        if (attribute.startsWith(here, name.length() + 1)
            && attribute.length() == name.length() + 1 + here.length()) {
          return Optional.empty();
        }
        restricted = true;
      }
    }
    return restricted
        ? Optional.of("is not for the %s %s".formatted(name, here))
        : Optional.empty();
  }
}
