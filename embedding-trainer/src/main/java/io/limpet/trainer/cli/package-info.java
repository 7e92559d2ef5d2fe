@NullMarked
package io.limpet.trainer.cli;

import org.jspecify.annotations.NullMarked;
