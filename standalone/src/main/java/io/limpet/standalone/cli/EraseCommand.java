package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.ServiceClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code limpet erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Forget a user everywhere, and the devices that signed in as the user; wait, and print what"
          + " was removed where and when.",
      "",
      "Asking again is harmless. It goes on when this command is ended."
    },
    footer = {"", "  limpet erase 12583", "  limpet erase anonymous:f3a1 --wait 30"})
final class EraseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "USER", description = "The user's id, or anonymous: and a device's.")
  private String user = "";

  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "How long to wait (${DEFAULT-VALUE}).")
  private int minutes;

  @Mixin private ServiceOption service = new ServiceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ServiceClient client = service.require();
    JsonNode receipt = body(client.delete("/v1/users/" + ServiceClient.segment(user)));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Receipt %s%n", receipt.path("receipt").asText());
    out.flush();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(minutes));
    while (!receipt.path("done").asBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new FailedException(
            "it is still %s after %d minutes and goes on; see %s/v1/erasures/%s"
                .formatted(
                    receipt.path("state").asText(),
                    minutes,
                    client.base(),
                    receipt.path("receipt").asText()));
      }
      pause();
      receipt = body(client.get("/v1/erasures/" + receipt.path("receipt").asText()));
    }
    for (JsonNode step : receipt.path("steps")) {
      out.printf(
          "%s  %-24s %8s  %s%n",
          step.path("at").asText(),
          step.path("store").asText(),
          step.hasNonNull("removed") ? step.path("removed").asText() : "",
          step.path("note").asText());
    }
    return 0;
  }

  private static JsonNode body(ServiceClient.Answer answer) {
    if (answer.status() == 400 || answer.status() == 422) {
      throw new RefusedException(answer.detail());
    }
    if (!answer.isSuccess()) {
      throw new FailedException(answer.detail());
    }
    return answer.body();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted; the erasure goes on", e);
    }
  }
}
