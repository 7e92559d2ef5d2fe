package io.limpet.system.faults;

import io.limpet.system.compose.Topology;

/**
 * Something that goes wrong.
 *
 * @param name for people
 * @param strike brings it about
 * @param mend ends it, as whoever watches over the processes would
 * @param lastsSeconds how long it goes on
 */
record Fault(String name, Act strike, Act mend, int lastsSeconds) {

  /** Something that is done to the processes. */
  @FunctionalInterface
  interface Act {
    void on(Topology topology) throws Exception;
  }

  /** A process is killed, and started again at once. */
  static Fault kill(String process) {
    return new Fault(
        "kill -9 " + process,
        topology -> topology.kill(process),
        topology -> topology.restart(process),
        0);
  }
}
