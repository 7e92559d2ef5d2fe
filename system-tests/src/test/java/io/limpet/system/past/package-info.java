/** Tests of the service held against a past that is made up. */
@NullMarked
package io.limpet.system.past;

import org.jspecify.annotations.NullMarked;
