/** What the service counts and times. */
@NullMarked
package io.limpet.search.metrics;

import org.jspecify.annotations.NullMarked;
