/** Texts of the catalogue: their analysis, the index of their words and of what they mean. */
@NullMarked
package io.limpet.search.text;

import org.jspecify.annotations.NullMarked;
