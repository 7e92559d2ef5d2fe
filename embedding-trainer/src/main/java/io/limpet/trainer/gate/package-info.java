@NullMarked
package io.limpet.trainer.gate;

import org.jspecify.annotations.NullMarked;
