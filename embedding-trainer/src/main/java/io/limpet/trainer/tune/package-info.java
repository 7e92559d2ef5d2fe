/** Searches hyper-parameters on validation. */
@NullMarked
package io.limpet.trainer.tune;

import org.jspecify.annotations.NullMarked;
