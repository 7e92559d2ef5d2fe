/** Finds the items whose vectors have the highest dot product with a query. */
@NullMarked
package io.limpet.search.index;

import org.jspecify.annotations.NullMarked;
