@NullMarked
package io.limpet.standalone.stack;

import org.jspecify.annotations.NullMarked;
