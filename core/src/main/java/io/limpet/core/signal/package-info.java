@NullMarked
package io.limpet.core.signal;

import org.jspecify.annotations.NullMarked;
