@NullMarked
package io.limpet.core.topic;

import org.jspecify.annotations.NullMarked;
