/** Forgetting a visitor everywhere, and knowing afterwards that it was done. */
@NullMarked
package io.limpet.core.erasure;

import org.jspecify.annotations.NullMarked;
