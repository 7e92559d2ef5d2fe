package io.limpet.core.experiment;

/**
 * That an experiment decided an answer.
 *
 * @param experiment its id
 * @param arm that the visitor has
 * @param unit whom it counts for
 */
public record Assignment(String experiment, String arm, Unit unit) {}
