@NullMarked
package io.limpet.core.surface;

import org.jspecify.annotations.NullMarked;
