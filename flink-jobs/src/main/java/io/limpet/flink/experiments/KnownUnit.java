package io.limpet.flink.experiments;

/**
 * Whose unit a user shares. Public, so that Flink can keep it as a record with fields.
 *
 * @param visitor whose key it is made of
 * @param isWritten whether {@code limpet.units} says so
 */
public record KnownUnit(String visitor, boolean isWritten) {}
