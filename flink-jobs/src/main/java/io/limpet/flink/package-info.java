@NullMarked
package io.limpet.flink;

import org.jspecify.annotations.NullMarked;
