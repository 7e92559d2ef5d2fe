package io.limpet.standalone.cli;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/** Says why, in one line, when the broker ends the process because it cannot go on. */
final class KafkaExits {
  private static final int FAILED = 1;

  private KafkaExits() {}

  static void explain() {
    Exit.setHaltProcedure((status, message) -> end(message));
    Exit.setExitProcedure((status, message) -> end(message));
  }

  private static void end(@Nullable String message) {
    System.err.println(
        "limpet: Kafka cannot go on"
            + (message == null || message.isBlank() ? "" : " (" + message + ")")
            + "; the data folder's disk may be full, logs/limpet.log says more");
    Runtime.getRuntime().halt(FAILED);
  }
}
