/** The compose file, and its services as processes of this machine. */
@NullMarked
package io.limpet.system.compose;

import org.jspecify.annotations.NullMarked;
