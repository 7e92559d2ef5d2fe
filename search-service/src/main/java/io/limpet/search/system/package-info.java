/** How the jobs behind the service are doing, as Flink tells it. */
@NullMarked
package io.limpet.search.system;

import org.jspecify.annotations.NullMarked;
