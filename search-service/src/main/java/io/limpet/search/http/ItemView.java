package io.limpet.search.http;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as answers show it.
 *
 * @param addedAt when it was first put, RFC 3339; not in lists
 * @param updatedAt when it was last changed; not in lists
 */
public record ItemView(
    @Nullable String itemId,
    @Nullable String title,
    @Nullable String description,
    List<String> categories,
    @Nullable String brand,
    @Nullable Double price,
    @Nullable String currency,
    @Nullable Integer stock,
    @Nullable String imageUrl,
    @Nullable List<String> attributes,
    @Nullable String addedAt,
    @Nullable String updatedAt) {

  /** Everything. */
  static ItemView full(CatalogueItem stored) {
    Item item = stored.item();
    return new ItemView(
        item.itemId(),
        item.title(),
        item.description(),
        item.categories(),
        item.brand(),
        item.price(),
        item.currency(),
        item.stock(),
        item.imageUrl(),
        item.attributes(),
        Instant.ofEpochMilli(stored.addedMillis()).toString(),
        Instant.ofEpochMilli(stored.updatedMillis()).toString());
  }

  /** What a shelf shows of an item, beside its id. */
  static ItemView brief(Item item) {
    return new ItemView(
        null,
        item.title(),
        null,
        item.categories(),
        item.brand(),
        item.price(),
        item.currency(),
        item.stock(),
        item.imageUrl(),
        null,
        null,
        null);
  }
}
