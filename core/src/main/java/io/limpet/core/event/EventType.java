package io.limpet.core.event;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a shopper did, under the names of GA4's e-commerce events plus Limpet's own four.
 *
 * <p>The {@linkplain #code() code} is written into topics, the lake and trained tensors: a code,
 * once given, is never given to another type.
 */
public enum EventType {
  /** Items were shown. The only impression there is. */
  VIEW_ITEM_LIST("view_item_list", 0, 0f, true),
  SELECT_ITEM("select_item", 1, 0.5f, true),
  VIEW_ITEM("view_item", 2, 1f, true),
  ADD_TO_CART("add_to_cart", 3, 3f, true),
  REMOVE_FROM_CART("remove_from_cart", 4, -1f, true),
  ADD_TO_WISHLIST("add_to_wishlist", 5, 2f, true),
  PURCHASE("purchase", 6, 5f, true),
  REFUND("refund", 7, -3f, true),
  SEARCH("search", 8, 0f, false),
  RATE("rate", 9, 1f, true),
  NOT_INTERESTED("not_interested", 10, -3f, true),
  SURVEY("survey", 11, 0f, false),
  /** The visitor of a device is from now on this user; is about no item. */
  IDENTIFY("identify", 12, 0f, false);

  /**
   * How many types, by their codes from 0, can be about items. Trained tensors have a number or a
   * row for each of these and for no other, so that a type without items changes no generation.
   */
  public static final int OF_ITEMS = 12;

  private static final Map<String, EventType> BY_WIRE_NAME =
      Stream.of(values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));

  private static final EventType[] BY_CODE = values();

  private final String wireName;
  private final int code;
  private final float defaultWeight;
  private final boolean needsItems;

  EventType(String wireName, int code, float defaultWeight, boolean needsItems) {
    this.wireName = wireName;
    this.code = code;
    this.defaultWeight = defaultWeight;
    this.needsItems = needsItems;
  }

  /** The type of this wire name, {@code view_item} for instance. */
  public static Optional<EventType> ofWireName(String name) {
    return Optional.ofNullable(BY_WIRE_NAME.get(name));
  }

  /**
   * The type of this code.
   *
   * @throws IllegalArgumentException for a code that no type has
   */
  public static EventType ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException(
          "event code " + code + " is not in 0.." + (BY_CODE.length - 1));
    }
    return BY_CODE[code];
  }

  /** The name in JSON and in files. */
  public String wireName() {
    return wireName;
  }

  /** A stable small number, 0 to 12. */
  public int code() {
    return code;
  }

  /**
   * How strongly the event speaks for (positive) or against (negative) its items where nothing has
   * been learned: a view counts 1, and 0 says nothing.
   */
  public float defaultWeight() {
    return defaultWeight;
  }

  /** The default weights by code, {@link #OF_ITEMS} of them: what tensors of weights begin with. */
  public static float[] defaultWeights() {
    float[] weights = new float[OF_ITEMS];
    for (int code = 0; code < OF_ITEMS; code++) {
      weights[code] = ofCode(code).defaultWeight;
    }
    return weights;
  }

  /** Whether an event of this type without items is refused. */
  public boolean needsItems() {
    return needsItems;
  }

  /** Whether the shopper showed an interest in the items of the event. */
  public boolean isInterest() {
    return defaultWeight > 0;
  }
}
