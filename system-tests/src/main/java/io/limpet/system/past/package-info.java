/**
 * The service as it would have answered at a moment of the past, held against what visitors did
 * next: its own state, recall, filters, scorers and selection, without Kafka.
 */
@NullMarked
package io.limpet.system.past;

import org.jspecify.annotations.NullMarked;
