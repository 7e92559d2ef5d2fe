package io.limpet.core.engagement;

import io.limpet.core.event.EventType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets whose different members are counted, over any days and segments. */
public enum Group {
  /** Visitors who did anything. */
  ACTIVE,
  /** Visitors to whom items were shown. */
  IMPRESSION,
  /** Visitors who clicked. */
  CLICK,
  /** Visitors who viewed an item. */
  VIEW,
  /** Visitors who put something into the basket. */
  CART,
  /** Visitors who bought. */
  PURCHASE,
  /** Visitors who bought and had bought before. */
  REPEAT_PURCHASE,
  /** Items that were shown. */
  ITEMS_SHOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The visitors who did this, null if nobody asks who did. */
  public static @Nullable Group of(EventType type) {
    return switch (type) {
      case VIEW_ITEM_LIST -> IMPRESSION;
      case SELECT_ITEM -> CLICK;
      case VIEW_ITEM -> VIEW;
      case ADD_TO_CART -> CART;
      case PURCHASE -> PURCHASE;
      default -> null;
    };
  }

  /** The group of this label. */
  public static Optional<Group> ofLabel(String label) {
    return Stream.of(values()).filter(group -> group.label().equals(label)).findFirst();
  }

  /** The name in records. */
  public String label() {
    return label;
  }
}
