package io.limpet.flink.engagement;

import io.limpet.core.engagement.VisitorHistory;

/**
 * What is kept of a visitor within a segment. Public, so that Flink can read it as the record with
 * fields that an earlier release kept.
 *
 * @param history what the figures need
 * @param touchedMillis processing time of the latest event
 */
public record Measured(VisitorHistory history, long touchedMillis) {}
