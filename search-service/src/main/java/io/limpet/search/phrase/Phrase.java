package io.limpet.search.phrase;

import java.util.Locale;

/** Something that shoppers are told. */
public enum Phrase {
  SIMILAR_TO(true),
  BOUGHT(true),
  CART(true),
  WISHLIST(true),
  RATED(true),
  VIEWED(true),
  NEW(false),
  TRENDING(false),
  PICKED(false),
  POPULAR(false);

  /** Stands for the title of the item that is spoken of. */
  static final String ITEM = "{item}";

  private final boolean speaksOfItem;

  Phrase(boolean speaksOfItem) {
    this.speaksOfItem = speaksOfItem;
  }

  /** Its name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether there is an item to speak of. */
  boolean speaksOfItem() {
    return speaksOfItem;
  }
}
