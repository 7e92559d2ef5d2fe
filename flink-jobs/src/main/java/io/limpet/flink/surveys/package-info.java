@NullMarked
package io.limpet.flink.surveys;

import org.jspecify.annotations.NullMarked;
