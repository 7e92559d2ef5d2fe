/** Programs started as processes of their own, and ended whatever happens. */
@NullMarked
package io.limpet.system.process;

import org.jspecify.annotations.NullMarked;
