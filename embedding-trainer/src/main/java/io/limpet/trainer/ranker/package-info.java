/**
 * The ranker: questions of a window that the embeddings have not seen, replayed in the order of
 * time; a multi-gate mixture of experts learned from what was taken up; calibration; and whether it
 * is better than recall alone.
 */
@NullMarked
package io.limpet.trainer.ranker;

import org.jspecify.annotations.NullMarked;
