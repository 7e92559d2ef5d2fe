@NullMarked
package io.limpet.search;

import org.jspecify.annotations.NullMarked;
