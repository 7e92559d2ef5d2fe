/** What visitors answered to surveys, for who asks over HTTP. */
@NullMarked
package io.limpet.search.survey;

import org.jspecify.annotations.NullMarked;
