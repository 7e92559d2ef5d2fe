/** Experiments as they run: checked, started, dealt to visitors, and told. */
@NullMarked
package io.limpet.search.experiment;

import org.jspecify.annotations.NullMarked;
