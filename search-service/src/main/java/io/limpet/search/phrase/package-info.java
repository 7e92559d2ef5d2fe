/** What shoppers are told, in their languages. */
@NullMarked
package io.limpet.search.phrase;

import org.jspecify.annotations.NullMarked;
