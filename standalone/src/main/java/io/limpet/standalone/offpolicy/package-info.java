/** Answers that were given, as off-policy estimates want them. */
@NullMarked
package io.limpet.standalone.offpolicy;

import org.jspecify.annotations.NullMarked;
