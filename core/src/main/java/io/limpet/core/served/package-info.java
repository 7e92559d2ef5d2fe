@NullMarked
package io.limpet.core.served;

import org.jspecify.annotations.NullMarked;
