/** Models with a DL4J network in them: features of users and items go in beside vectors. */
@NullMarked
package io.limpet.trainer.tower;

import org.jspecify.annotations.NullMarked;
