@NullMarked
package io.limpet.core.event;

import org.jspecify.annotations.NullMarked;
