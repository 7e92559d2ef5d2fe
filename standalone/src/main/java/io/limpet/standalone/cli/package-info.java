@NullMarked
package io.limpet.standalone.cli;

import org.jspecify.annotations.NullMarked;
