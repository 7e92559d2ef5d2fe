package io.limpet.standalone.cli;

import io.limpet.core.setting.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code limpet up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Run the stack: Kafka, Flink with every job, and the search-service, in one process.",
      "",
      "It goes on from what the data folder holds, stays up until Ctrl-C, and may be killed at any"
          + " moment: what was acknowledged is kept and counts once."
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private RetrainOptions retrain = new RetrainOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var steps = new Steps(spec.commandLine().getOut());
    Settings around = Given.settings();
    var retraining = retrain.settings("hybrid", around);
    return Running.with(
        options.settings(around),
        steps,
        (stack, shutdown) -> {
          Addresses.print(stack, steps);
          steps.say("Ready. Ctrl-C stops it.");
          Arrivals.take(stack, steps);
          RetrainOptions.start(retraining, stack, shutdown, steps);
        });
  }
}
