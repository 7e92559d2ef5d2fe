/** Engagement as limpet.metrics has it, put together for who asks. */
@NullMarked
package io.limpet.search.engagement;

import org.jspecify.annotations.NullMarked;
