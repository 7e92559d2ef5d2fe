/**
 * Shoppers who do not exist, and go by written assumptions (docs/simulator.md). Of the engine they
 * know what any shop knows, its HTTP interface: nothing here uses its models or its topics.
 */
@NullMarked
package io.limpet.standalone.simulate;

import org.jspecify.annotations.NullMarked;
