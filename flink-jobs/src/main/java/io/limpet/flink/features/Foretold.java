package io.limpet.flink.features;

/**
 * When a visitor's predictions were told. Public, so that Flink can keep it as a record with
 * fields.
 *
 * @param toldMillis processing time of the last telling, 0 if nothing that is told stands
 * @param dueMillis when they are told next
 */
public record Foretold(long toldMillis, long dueMillis) {}
