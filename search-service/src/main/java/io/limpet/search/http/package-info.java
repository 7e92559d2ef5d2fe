/** The HTTP face: one controller a resource, problems for everything that goes wrong. */
@NullMarked
package io.limpet.search.http;

import org.jspecify.annotations.NullMarked;
