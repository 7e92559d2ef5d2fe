@NullMarked
package io.limpet.trainer.split;

import org.jspecify.annotations.NullMarked;
