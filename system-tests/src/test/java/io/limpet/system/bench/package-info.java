/** Tests of what the benchmarks compute themselves. */
@NullMarked
package io.limpet.system.bench;

import org.jspecify.annotations.NullMarked;
