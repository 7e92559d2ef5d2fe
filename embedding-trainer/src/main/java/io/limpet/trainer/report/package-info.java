@NullMarked
package io.limpet.trainer.report;

import org.jspecify.annotations.NullMarked;
