@NullMarked
package io.limpet.trainer.progress;

import org.jspecify.annotations.NullMarked;
