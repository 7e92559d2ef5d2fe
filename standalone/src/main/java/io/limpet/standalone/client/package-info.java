@NullMarked
package io.limpet.standalone.client;

import org.jspecify.annotations.NullMarked;
