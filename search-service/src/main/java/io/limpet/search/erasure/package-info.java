/** Requests to be forgotten, and their receipts. */
@NullMarked
package io.limpet.search.erasure;

import org.jspecify.annotations.NullMarked;
