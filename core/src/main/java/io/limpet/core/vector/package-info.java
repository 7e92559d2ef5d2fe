@NullMarked
package io.limpet.core.vector;

import org.jspecify.annotations.NullMarked;
