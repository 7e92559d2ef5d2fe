/** The compose file: that it is sound, and that the processes it describes work together. */
@NullMarked
package io.limpet.system.compose;

import org.jspecify.annotations.NullMarked;
