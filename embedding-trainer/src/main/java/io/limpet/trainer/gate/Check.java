package io.limpet.trainer.gate;

/**
 * One thing that was looked at.
 *
 * @param passed whether it is as it has to be
 * @param line what was found, for people
 */
public record Check(boolean passed, String line) {}
