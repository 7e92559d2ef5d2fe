/** The way of somebody who sees Limpet for the first time. */
@NullMarked
package io.limpet.system.newcomer;

import org.jspecify.annotations.NullMarked;
