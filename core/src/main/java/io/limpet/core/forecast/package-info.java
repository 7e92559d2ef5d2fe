@NullMarked
package io.limpet.core.forecast;

import org.jspecify.annotations.NullMarked;
