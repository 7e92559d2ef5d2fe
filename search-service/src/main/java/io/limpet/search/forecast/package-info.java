/** Demand, stock, and what has to be ordered. */
@NullMarked
package io.limpet.search.forecast;

import org.jspecify.annotations.NullMarked;
