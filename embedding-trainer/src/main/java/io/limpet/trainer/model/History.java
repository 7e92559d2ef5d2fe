package io.limpet.trainer.model;

import io.limpet.trainer.read.Interactions;

/**
 * What a user did until now: rows {@code from} to {@code to} of {@code rows}, oldest first.
 *
 * @param rows where they are
 * @param from first row
 * @param to the row after the last
 */
public record History(Interactions rows, int from, int to) {}
