/** What goes wrong around Limpet, on purpose, and a book of what must not be lost by it. */
@NullMarked
package io.limpet.system.faults;

import org.jspecify.annotations.NullMarked;
