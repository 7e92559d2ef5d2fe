/** Requests on a schedule, and how long they took. */
@NullMarked
package io.limpet.system.load;

import org.jspecify.annotations.NullMarked;
