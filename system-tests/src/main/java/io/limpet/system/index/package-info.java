/** The index beside others, on the same vectors. */
@NullMarked
package io.limpet.system.index;

import org.jspecify.annotations.NullMarked;
