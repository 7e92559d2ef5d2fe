@NullMarked
package io.limpet.core.encoder;

import org.jspecify.annotations.NullMarked;
