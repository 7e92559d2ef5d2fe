@NullMarked
package io.limpet.trainer.model;

import org.jspecify.annotations.NullMarked;
