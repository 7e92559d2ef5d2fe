package io.limpet.core.experiment;

/**
 * What is known of the primary metric before, to plan with.
 *
 * @param mean of the metric, above 0
 * @param deviation of it between visitors; of a proportion {@code sqrt(mean (1 - mean))}
 * @param dailyVisitors new visitors a day on the experiment's surfaces, above 0
 */
public record Baseline(double mean, double deviation, double dailyVisitors) {}
