package io.limpet.standalone.cli;

import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;

/** Keeps a stack running until a signal ends the process. */
final class Running {
  private Running() {}

  /** What is done once the stack runs; it may give parts to be closed before the stack. */
  interface Work {
    void with(Stack stack, Shutdown shutdown) throws Exception;
  }

  /** Starts a stack, does the work, and waits for the signal. */
  static int with(StackSettings settings, Steps steps, Work work) throws Exception {
    // Libraries log from their first line on; the folder itself is made, or refused, by the stack.
    System.setProperty("limpet.logs", DataFolder.logs(settings.data()).toString());
    KafkaExits.explain();
    Shutdown shutdown = Shutdown.onSignals();
    try {
      Stack stack = shutdown.closing(Stack.start(settings, steps::say));
      work.with(stack, shutdown);
      return shutdown.forever();
    } catch (Exception e) {
      if (shutdown.isEnding()) {
        return shutdown.forever();
      }
      shutdown.closeNow();
      throw e;
    }
  }
}
