/** Generations with their indexes: opened beside each other, switched under live traffic. */
@NullMarked
package io.limpet.search.generation;

import org.jspecify.annotations.NullMarked;
