/** What a visitor will do: the use of a trained multi-task model. */
@NullMarked
package io.limpet.core.prediction;

import org.jspecify.annotations.NullMarked;
