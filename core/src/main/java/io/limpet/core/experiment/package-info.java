/**
 * Experiments: who gets which arm, how many visitors it takes, and what the outcome means. Nothing
 * here knows where the numbers come from.
 */
@NullMarked
package io.limpet.core.experiment;

import org.jspecify.annotations.NullMarked;
