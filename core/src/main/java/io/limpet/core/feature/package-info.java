/**
 * What visitors and items did lately, as numbers: one fold an event, used by the stream, by the
 * service and by the replay of the past alike. Everything is a sum of whole numbers by buckets of
 * time, so that the order in which events arrive makes no difference, to the last bit.
 */
@NullMarked
package io.limpet.core.feature;

import org.jspecify.annotations.NullMarked;
