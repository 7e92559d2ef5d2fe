/**
 * Predictions of visitors: examples as of the past, a multi-task network, and what it has to beat.
 */
@NullMarked
package io.limpet.trainer.predict;

import org.jspecify.annotations.NullMarked;
