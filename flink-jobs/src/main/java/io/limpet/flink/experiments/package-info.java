/** Adds up what the visitors of each arm of an experiment do. */
@NullMarked
package io.limpet.flink.experiments;

import org.jspecify.annotations.NullMarked;
