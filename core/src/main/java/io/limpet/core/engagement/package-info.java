/**
 * Do they come back? What one visitor did becomes exact, mergeable figures of a day and a segment.
 * docs/engagement.md has every definition.
 */
@NullMarked
package io.limpet.core.engagement;

import org.jspecify.annotations.NullMarked;
