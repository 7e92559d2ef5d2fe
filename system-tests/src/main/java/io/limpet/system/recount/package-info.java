/** Counts a past again with SQL, and holds what Limpet counted of it against that. */
@NullMarked
package io.limpet.system.recount;

import org.jspecify.annotations.NullMarked;
