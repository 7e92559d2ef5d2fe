/** The few pieces of numerics that the hand-written models share. */
@NullMarked
package io.limpet.trainer.maths;

import org.jspecify.annotations.NullMarked;
