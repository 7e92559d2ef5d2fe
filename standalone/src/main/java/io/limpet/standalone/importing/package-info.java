@NullMarked
package io.limpet.standalone.importing;

import org.jspecify.annotations.NullMarked;
