@NullMarked
package io.limpet.core.rule;

import org.jspecify.annotations.NullMarked;
