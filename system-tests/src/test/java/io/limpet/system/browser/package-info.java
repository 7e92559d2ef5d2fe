/** The pages of a running stack, used by a browser as a shopper uses them. */
@NullMarked
package io.limpet.system.browser;

import org.jspecify.annotations.NullMarked;
