/** Tunings as they run: checked, round by round, put in use and taken back. */
@NullMarked
package io.limpet.search.tuning;

import org.jspecify.annotations.NullMarked;
