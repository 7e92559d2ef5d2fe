/** What happens when things go wrong. */
@NullMarked
package io.limpet.system.faults;

import org.jspecify.annotations.NullMarked;
