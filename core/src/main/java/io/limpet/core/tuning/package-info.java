/**
 * Tuning: which configuration of a surface to try next, and when one may take the place of what is.
 * Nothing here knows how a surface is set up, or where the numbers come from.
 */
@NullMarked
package io.limpet.core.tuning;

import org.jspecify.annotations.NullMarked;
