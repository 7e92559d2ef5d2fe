@NullMarked
package io.limpet.standalone.demo;

import org.jspecify.annotations.NullMarked;
