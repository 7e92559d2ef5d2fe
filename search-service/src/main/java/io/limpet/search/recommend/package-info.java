/** The pipeline: recall, hydrate, filter, score, select, and what follows an answer. */
@NullMarked
package io.limpet.search.recommend;

import org.jspecify.annotations.NullMarked;
