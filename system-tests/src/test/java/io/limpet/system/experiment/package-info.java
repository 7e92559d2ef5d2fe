/** Experiments from their design to their verdict. */
@NullMarked
package io.limpet.system.experiment;

import org.jspecify.annotations.NullMarked;
