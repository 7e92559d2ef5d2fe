/**
 * Which events are kept from everything that learns: those of bots, and purchases that cannot be.
 * Pure functions of an event and of a small record of its visitor, for streams and files alike.
 */
@NullMarked
package io.limpet.core.hygiene;

import org.jspecify.annotations.NullMarked;
