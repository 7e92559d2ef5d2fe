/**
 * A broker and a Flink cluster in a process of their own, with the jobs that are to be measured.
 */
@NullMarked
package io.limpet.system.streams;

import org.jspecify.annotations.NullMarked;
