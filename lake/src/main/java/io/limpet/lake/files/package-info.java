@NullMarked
package io.limpet.lake.files;

import org.jspecify.annotations.NullMarked;
