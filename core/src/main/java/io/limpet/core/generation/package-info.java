@NullMarked
package io.limpet.core.generation;

import org.jspecify.annotations.NullMarked;
