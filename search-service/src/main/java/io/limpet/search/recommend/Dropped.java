package io.limpet.search.recommend;

/**
 * A candidate that is not in the answer.
 *
 * @param itemId which
 * @param stage who dropped it
 * @param reason why
 */
public record Dropped(String itemId, String stage, String reason) {}
