@NullMarked
package io.limpet.trainer.read;

import org.jspecify.annotations.NullMarked;
