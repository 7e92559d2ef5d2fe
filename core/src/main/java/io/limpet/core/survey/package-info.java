/** Answers of surveys, counted, and what can be said of the shop by them. */
@NullMarked
package io.limpet.core.survey;

import org.jspecify.annotations.NullMarked;
