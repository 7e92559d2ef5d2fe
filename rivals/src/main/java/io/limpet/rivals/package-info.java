/**
 * Other libraries' recommenders as models of the trainer, so that one evaluator counts them all.
 */
@NullMarked
package io.limpet.rivals;

import org.jspecify.annotations.NullMarked;
