@NullMarked
package io.limpet.core.item;

import org.jspecify.annotations.NullMarked;
