/** Numbers that stand for texts, the same in every process. */
@NullMarked
package io.limpet.core.hash;

import org.jspecify.annotations.NullMarked;
