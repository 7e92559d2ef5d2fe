@NullMarked
package io.limpet.core.metric;

import org.jspecify.annotations.NullMarked;
