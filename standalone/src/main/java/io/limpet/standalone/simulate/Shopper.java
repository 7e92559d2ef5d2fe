package io.limpet.standalone.simulate;

/**
 * Who asks.
 *
 * @param id as the shop knows it
 * @param anonymous whether it is the id of a device
 * @param surface that the shopper is served by
 */
public record Shopper(String id, boolean anonymous, String surface) {}
