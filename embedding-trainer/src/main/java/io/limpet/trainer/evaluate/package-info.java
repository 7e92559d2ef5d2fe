@NullMarked
package io.limpet.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
