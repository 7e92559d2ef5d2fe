@NullMarked
package io.limpet.text;

import org.jspecify.annotations.NullMarked;
