/** The benchmarks behind {@code limpet bench}. */
@NullMarked
package io.limpet.system.bench;

import org.jspecify.annotations.NullMarked;
