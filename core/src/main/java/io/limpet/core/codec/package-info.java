@NullMarked
package io.limpet.core.codec;

import org.jspecify.annotations.NullMarked;
