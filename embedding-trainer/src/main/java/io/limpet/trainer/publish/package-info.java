@NullMarked
package io.limpet.trainer.publish;

import org.jspecify.annotations.NullMarked;
