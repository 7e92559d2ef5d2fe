@NullMarked
package io.limpet.retail;

import org.jspecify.annotations.NullMarked;
