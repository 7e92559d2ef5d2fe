@NullMarked
package io.limpet.core.release;

import org.jspecify.annotations.NullMarked;
