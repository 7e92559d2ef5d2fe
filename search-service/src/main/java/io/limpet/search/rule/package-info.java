/** Rules of merchandisers: read, checked against each other, kept, and asked for an answer. */
@NullMarked
package io.limpet.search.rule;

import org.jspecify.annotations.NullMarked;
