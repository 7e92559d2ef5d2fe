@NullMarked
package io.limpet.lake;

import org.jspecify.annotations.NullMarked;
