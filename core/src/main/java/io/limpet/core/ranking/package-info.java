/**
 * Ranking what was recalled: features of a candidate, and the network that turns them into
 * probabilities. The service and the trainer's replay call the same code.
 */
@NullMarked
package io.limpet.core.ranking;

import org.jspecify.annotations.NullMarked;
