/** Events and items on their way from HTTP into Kafka. */
@NullMarked
package io.limpet.search.ingest;

import org.jspecify.annotations.NullMarked;
