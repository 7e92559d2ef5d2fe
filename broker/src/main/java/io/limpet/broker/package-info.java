@NullMarked
package io.limpet.broker;

import org.jspecify.annotations.NullMarked;
