/** Forgets visitors everywhere, and says what was removed where. */
@NullMarked
package io.limpet.standalone.erasure;

import org.jspecify.annotations.NullMarked;
