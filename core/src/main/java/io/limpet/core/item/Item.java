package io.limpet.core.item;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something the shop sells. All but the id may be unknown.
 *
 * @param itemId the shop's id
 * @param title what it is called
 * @param description a longer text
 * @param categories from the widest to the narrowest, or simply a list
 * @param brand who makes it
 * @param price price of one in {@code currency}
 * @param currency ISO 4217
 * @param stock pieces at hand; null when the shop does not say, which counts as available
 * @param imageUrl where a picture is
 * @param attributes tokens; a map's entries are written {@code name=value}
 */
public record Item(
    String itemId,
    @Nullable String title,
    @Nullable String description,
    List<String> categories,
    @Nullable String brand,
    @Nullable Double price,
    @Nullable String currency,
    @Nullable Integer stock,
    @Nullable String imageUrl,
    List<String> attributes) {

  public Item {
    categories = List.copyOf(categories);
    attributes = List.copyOf(attributes);
  }

  /** An item of which only the id is known. */
  public static Item of(String itemId) {
    return new Item(itemId, null, null, List.of(), null, null, null, null, null, List.of());
  }

  /** Whether it can be bought: stock unknown or above zero. */
  public boolean isAvailable() {
    return stock == null || stock > 0;
  }

  /** The widest category. */
  public Optional<String> topCategory() {
    return categories.isEmpty() ? Optional.empty() : Optional.of(categories.getFirst());
  }

  /**
   * What a text encoder reads of the item: title, brand, categories and the beginning of the
   * description. Empty when there are none.
   */
  public String contentText() {
    StringBuilder text = new StringBuilder();
    append(text, title);
    append(text, brand);
    append(text, String.join(", ", categories));
    if (description != null && !description.equals(title)) {
      append(text, description.length() > 300 ? description.substring(0, 300) : description);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable String part) {
    if (part != null && !part.isBlank()) {
      if (!text.isEmpty()) {
        text.append(". ");
      }
      text.append(part.strip());
    }
  }
}
