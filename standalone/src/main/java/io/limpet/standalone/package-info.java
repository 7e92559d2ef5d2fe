@NullMarked
package io.limpet.standalone;

import org.jspecify.annotations.NullMarked;
