/** Vectors for items that came after training, from what they say. */
@NullMarked
package io.limpet.search.content;

import org.jspecify.annotations.NullMarked;
