@NullMarked
package io.limpet.core.text;

import org.jspecify.annotations.NullMarked;
