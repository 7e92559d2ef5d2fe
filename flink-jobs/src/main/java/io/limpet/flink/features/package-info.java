@NullMarked
package io.limpet.flink.features;

import org.jspecify.annotations.NullMarked;
