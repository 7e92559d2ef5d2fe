@NullMarked
package io.limpet.flink.users;

import org.jspecify.annotations.NullMarked;
