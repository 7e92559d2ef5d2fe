/** Derived topics made again from the event lake, by the jobs that made them. */
@NullMarked
package io.limpet.flink.rebuild;

import org.jspecify.annotations.NullMarked;
