/** Trains again from the event lake on a schedule, beside a stack that serves. */
@NullMarked
package io.limpet.standalone.retrain;

import org.jspecify.annotations.NullMarked;
