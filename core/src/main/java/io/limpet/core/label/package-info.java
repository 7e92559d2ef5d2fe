/** What became of the items of an answer. */
@NullMarked
package io.limpet.core.label;

import org.jspecify.annotations.NullMarked;
