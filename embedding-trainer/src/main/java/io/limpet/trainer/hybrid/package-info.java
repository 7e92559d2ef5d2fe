/** Several models as one. */
@NullMarked
package io.limpet.trainer.hybrid;

import org.jspecify.annotations.NullMarked;
