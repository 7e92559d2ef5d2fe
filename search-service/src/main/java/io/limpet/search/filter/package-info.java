/** The language of filters: read once, then asked of items. */
@NullMarked
package io.limpet.search.filter;

import org.jspecify.annotations.NullMarked;
