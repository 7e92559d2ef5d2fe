@NullMarked
package io.limpet.lake.parquet;

import org.jspecify.annotations.NullMarked;
