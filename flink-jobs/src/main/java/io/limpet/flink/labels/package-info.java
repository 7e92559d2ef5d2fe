/** Answers joined with what followed. */
@NullMarked
package io.limpet.flink.labels;

import org.jspecify.annotations.NullMarked;
