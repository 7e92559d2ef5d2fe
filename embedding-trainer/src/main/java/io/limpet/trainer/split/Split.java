package io.limpet.trainer.split;

/**
 * A protocol's two parts: choose on the first, report the second once.
 *
 * @param protocol {@code temporal} or {@code leave-one-out}
 */
public record Split(String protocol, Part validation, Part test) {}
