package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Timestamps;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.ServiceClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rejected events a command is about. */
final class RejectedOptions {
  private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Why they were rejected, bot_rate for one; any unless given.")
  private @Nullable String reason;

  @Option(
      names = "--visitor",
      paramLabel = "VISITOR",
      description = "A user id, or anonymous: and an anonymous id; anybody unless given.")
  private @Nullable String visitor;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Rejected then or later: 2026-01-31T12:00:00Z, or so long ago, 2h for one.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Rejected before that, in the same way; now unless given.")
  private @Nullable String until;

  /** As the service takes it, checked. */
  ObjectNode fields(Instant now) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (reason != null) {
      fields.put("reason", known(reason).label());
    }
    if (visitor != null) {
      fields.put("visitor", visitor);
    }
    if (since != null) {
      fields.put("since", time("--since", since, now).toString());
    }
    if (until != null) {
      fields.put("until", time("--until", until, now).toString());
    }
    return fields;
  }

  /** The reason asked for, if one is. */
  Optional<RejectReason> reason() {
    return Optional.ofNullable(reason).map(RejectedOptions::known);
  }

  private static RejectReason known(String reason) {
    return RejectReason.ofLabel(reason)
        .orElseThrow(
            () ->
                new RefusedException(
                    "--reason is \"%s\"; give one of %s"
                        .formatted(
                            reason,
                            Arrays.stream(RejectReason.values())
                                .map(RejectReason::label)
                                .collect(Collectors.joining(", ")))));
  }

  private static Instant time(String option, String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    return Instant.ofEpochMilli(
        Timestamps.ofRfc3339(text)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "%s is \"%s\"; give 2026-01-31T12:00:00Z or a number and s, m, h or d, 2h for one"
                            .formatted(option, text))));
  }

  /** Fields as a query. */
  static String query(JsonNode fields) {
    return fields.properties().stream()
        .map(e -> e.getKey() + "=" + ServiceClient.segment(e.getValue().asText()))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** What the service says, or its refusal. */
  static JsonNode body(ServiceClient.Answer answer) {
    if (answer.status() == 400) {
      throw new RefusedException(answer.detail());
    }
    if (!answer.isSuccess()) {
      throw new FailedException(answer.detail());
    }
    return answer.body();
  }
}
