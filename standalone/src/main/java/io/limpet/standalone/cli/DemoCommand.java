package io.limpet.standalone.cli;

import io.limpet.core.setting.Settings;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.demo.Demo;
import io.limpet.standalone.demo.LiveTraffic;
import io.limpet.standalone.demo.Training;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Everything from nothing: the stack, the built-in shop, a trained generation, live traffic.",
      "",
      "The built-in shop is a year of orders of a British shop for gifts (UCI Online Retail, CC BY"
          + " 4.0), moved in time so that it ends yesterday. Started again, it goes on from what is"
          + " stored, and does only what is missing."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private RetrainOptions retrain = new RetrainOptions();

  @Option(names = "--no-traffic", description = "Leave out the shoppers who do not exist.")
  private boolean withoutTraffic;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var steps = new Steps(spec.commandLine().getOut());
    Settings around = Given.settings();
    var retraining = retrain.settings(Training.QUICK, around);
    return Running.with(
        options.settings(around),
        steps,
        (stack, shutdown) -> {
          Arrivals.take(stack, steps);
          Training training = shutdown.closing(new Training(RetrainOptions.home(), steps));
          String user = new Demo(stack, training, steps).run();
          steps.say("First personalised answer.");
          if (!withoutTraffic) {
            shutdown.closing(LiveTraffic.start(new ServiceClient(stack.http())));
          }
          Addresses.print(stack, steps);
          Addresses.printTry(stack, user, steps);
          steps.say("Ready. Ctrl-C stops it; `limpet demo` goes on from here.");
          RetrainOptions.start(retraining, stack, shutdown, steps);
        });
  }
}
