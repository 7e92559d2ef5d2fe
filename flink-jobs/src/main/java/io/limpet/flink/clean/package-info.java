@NullMarked
package io.limpet.flink.clean;

import org.jspecify.annotations.NullMarked;
