/** Demand of items and categories: read, learned, compared with baselines, written. */
@NullMarked
package io.limpet.trainer.forecast;

import org.jspecify.annotations.NullMarked;
