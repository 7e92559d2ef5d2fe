/** What a shop does with Limpet over HTTP. */
@NullMarked
package io.limpet.system.shop;

import org.jspecify.annotations.NullMarked;
