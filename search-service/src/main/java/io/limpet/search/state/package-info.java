/**
 * What the service keeps in memory, read from the topics' beginning: catalogue, visitors, signals.
 */
@NullMarked
package io.limpet.search.state;

import org.jspecify.annotations.NullMarked;
