/** Tests of figures against SQL. */
@NullMarked
package io.limpet.system.recount;

import org.jspecify.annotations.NullMarked;
