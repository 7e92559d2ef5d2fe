package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.RejectReason;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.ServiceClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet replay-rejected}. */
@Command(
    name = "replay-rejected",
    mixinStandardHelpOptions = true,
    description = {
      "Send rejected events in again: refused ones are validated again, after a mend; quarantined"
          + " ones pass with --release.",
      "",
      "Each counts once, however often this is done, and at the time at which it happened. Events"
          + " rejected more than 7 days ago are left."
    },
    footer = {
      "",
      "  limpet replay-rejected --reason unknown_event --since 2h",
      "  limpet replay-rejected --reason bot_rate --visitor 12583 --release --dry-run"
    })
final class ReplayRejectedCommand implements Callable<Integer> {
  @Mixin private RejectedOptions which = new RejectedOptions();

  @Option(
      names = "--release",
      description = {
        "Let quarantined events pass, too. Their visitors are taken for people from then on, until"
            + " they have stayed away for a day."
      })
  private boolean release;

  @Option(names = "--dry-run", description = "Count what would be sent, and send nothing.")
  private boolean dryRun;

  @Mixin private ServiceOption service = new ServiceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode fields = which.fields(Instant.now());
    Optional<RejectReason> quarantine = which.reason().filter(RejectReason::isQuarantine);
    if (quarantine.isPresent() && !release) {
      throw new RefusedException(
          "--reason %s is a quarantine, which would only come again; give --release to let those"
                  .formatted(quarantine.get().label())
              + " events pass");
    }
    fields.put("release", release);
    fields.put("dry_run", dryRun);
    ServiceClient client = service.require();
    long sent = 0;
    long quarantined = 0;
    long cut = 0;
    JsonNode answer;
    do {
      answer = RejectedOptions.body(client.post("/v1/events/rejected/replay", fields));
      sent += answer.path("sent").asLong();
      quarantined += answer.path("quarantined").asLong();
      cut += answer.path("cut").asLong();
      // What is rejected meanwhile is not part of it.
      fields.set("until", answer.path("until"));
      fields.set("cursor", answer.path("next_cursor"));
    } while (answer.hasNonNull("next_cursor"));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s %d events.%n", dryRun ? "Would send" : "Sent", sent);
    if (quarantined > 0) {
      out.printf("Left %d quarantined ones; --release lets them pass.%n", quarantined);
    }
    if (cut > 0) {
      out.printf("Left %d that were too long to be kept whole.%n", cut);
    }
    return 0;
  }
}
