/**
 * Sequence encoders: what a user did, in its order, to a vector that points to what comes next.
 * Gradients are written by hand, products are OpenBLAS's, each layer is held against differences in
 * the tests.
 */
@NullMarked
package io.limpet.trainer.sequence;

import org.jspecify.annotations.NullMarked;
