/** Trainings that go on from what a generation has learned. */
@NullMarked
package io.limpet.trainer.warm;

import org.jspecify.annotations.NullMarked;
