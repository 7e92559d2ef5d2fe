@NullMarked
package io.limpet.core.profile;

import org.jspecify.annotations.NullMarked;
