/** Which generations are in use, as jobs follow it. */
@NullMarked
package io.limpet.flink.release;

import org.jspecify.annotations.NullMarked;
