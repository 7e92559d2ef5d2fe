/** How often visitors come, stay, buy and come back. */
@NullMarked
package io.limpet.flink.engagement;

import org.jspecify.annotations.NullMarked;
