/**
 * What can be set from outside: THE list, and the values of a process with where each came from.
 */
@NullMarked
package io.limpet.core.setting;

import org.jspecify.annotations.NullMarked;
