@NullMarked
package io.limpet.flink.wire;

import org.jspecify.annotations.NullMarked;
