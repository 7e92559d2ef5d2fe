@NullMarked
package io.limpet.trainer.train;

import org.jspecify.annotations.NullMarked;
