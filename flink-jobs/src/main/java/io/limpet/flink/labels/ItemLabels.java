package io.limpet.flink.labels;

import io.limpet.core.label.Labels;

/**
 * What is kept of an item of which something is known. Public, so that Flink can keep it as a
 * record with fields.
 *
 * @param version of the last example that was written of it, 0 if none was
 */
public record ItemLabels(Labels labels, int version) {}
