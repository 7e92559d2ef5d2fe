@NullMarked
package io.limpet.flink.signals;

import org.jspecify.annotations.NullMarked;
