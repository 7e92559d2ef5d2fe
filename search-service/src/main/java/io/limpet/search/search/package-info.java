/** Full-text and hybrid search over the catalogue. */
@NullMarked
package io.limpet.search.search;

import org.jspecify.annotations.NullMarked;
