@NullMarked
package io.limpet.trainer;

import org.jspecify.annotations.NullMarked;
