@NullMarked
package io.limpet.system;

import org.jspecify.annotations.NullMarked;
