/** The graph of users and items, and what can be learned along its edges. */
@NullMarked
package io.limpet.trainer.graph;

import org.jspecify.annotations.NullMarked;
