@NullMarked
package io.limpet.flink.archive;

import org.jspecify.annotations.NullMarked;
