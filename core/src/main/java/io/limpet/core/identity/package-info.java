/** Who is behind a device: whose what was done there before somebody signed in is. */
@NullMarked
package io.limpet.core.identity;

import org.jspecify.annotations.NullMarked;
