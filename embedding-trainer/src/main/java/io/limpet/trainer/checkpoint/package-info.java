/** What a training needs to go on after it was interrupted, on the disk. */
@NullMarked
package io.limpet.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
