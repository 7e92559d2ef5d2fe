package io.limpet.search.recommend;

import org.jspecify.annotations.Nullable;

/**
 * Why an item is shown, in words for shoppers.
 *
 * @param text the words
 * @param itemId the item that they speak of, if any
 */
public record Why(String text, @Nullable String itemId) {}
