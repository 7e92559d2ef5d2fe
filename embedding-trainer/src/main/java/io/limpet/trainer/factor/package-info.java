/** Users and items as vectors whose product says how well they go together. */
@NullMarked
package io.limpet.trainer.factor;

import org.jspecify.annotations.NullMarked;
