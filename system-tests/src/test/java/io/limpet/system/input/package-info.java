/** What is refused, and how it is said. */
@NullMarked
package io.limpet.system.input;

import org.jspecify.annotations.NullMarked;
