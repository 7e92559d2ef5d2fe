package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.ServiceClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet rejected}. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    description = {
      "Look at events that were refused or quarantined: how many by reason, in the last 24 hours"
          + " unless --since says otherwise, and the newest of them."
    },
    footer = {
      "",
      "  limpet rejected --reason bot_rate --since 2h",
      "  limpet replay-rejected --help"
    })
final class RejectedCommand implements Callable<Integer> {
  private static final int SHOWN = 300;

  @Mixin private RejectedOptions which = new RejectedOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many of the newest are shown, 0 to 1000 (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int limit = 20;

  @Mixin private ServiceOption service = new ServiceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (limit < 0 || limit > 1_000) {
      throw new RefusedException("--limit is %d; give 0 to 1000".formatted(limit));
    }
    ObjectNode fields = which.fields(Instant.now());
    ServiceClient client = service.require();
    PrintWriter out = spec.commandLine().getOut();
    JsonNode counted =
        RejectedOptions.body(client.get("/v1/events/rejected/reasons" + query(fields)));
    out.printf(
        "Rejected from %s to %s:%n",
        counted.path("since").asText(), counted.path("until").asText());
    for (JsonNode count : counted.path("reasons")) {
      out.printf(
          "%10d  %s%s%n",
          count.path("events").asLong(),
          count.path("reason").asText(),
          count.path("quarantined").asBoolean() ? " (quarantined)" : "");
    }
    out.printf(
        "%10d  in all%s%n",
        counted.path("events").asLong(),
        counted.path("complete").asBoolean() ? "" : " of the oldest million");
    if (limit > 0) {
      fields.put("limit", limit);
      JsonNode listed = RejectedOptions.body(client.get("/v1/events/rejected" + query(fields)));
      listed.path("events").forEach(event -> out.print(line(event)));
    }
    return 0;
  }

  private static String query(ObjectNode fields) {
    return RejectedOptions.query(fields);
  }

  private static String line(JsonNode event) {
    String raw = event.path("raw").asText();
    return "%n%s  %s  %d-%d  %s%n  %s%n  %s%n"
        .formatted(
            event.path("rejected_at").asText(),
            event.path("reason").asText(),
            event.path("partition").asInt(),
            event.path("offset").asLong(),
            event.path("key").asText("-"),
            event.path("message").asText(),
            raw.length() <= SHOWN ? raw : raw.substring(0, SHOWN) + "...");
  }
}
