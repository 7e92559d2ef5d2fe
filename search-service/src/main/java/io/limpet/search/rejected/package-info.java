/** Rejected events: looking at them in Kafka, and sending them again. */
@NullMarked
package io.limpet.search.rejected;

import org.jspecify.annotations.NullMarked;
