/** How each place of the shop that shows recommendations is set up: read, checked, exchanged. */
@NullMarked
package io.limpet.search.surface;

import org.jspecify.annotations.NullMarked;
