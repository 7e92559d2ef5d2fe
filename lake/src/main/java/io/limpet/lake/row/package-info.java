@NullMarked
package io.limpet.lake.row;

import org.jspecify.annotations.NullMarked;
