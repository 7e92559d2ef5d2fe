package io.limpet.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a record of {@code limpet.events} that it is a rejected one sent again, in its header
 * {@value #HEADER}: {@code partition-offset received}, and {@code released} behind it where it is
 * to pass whatever was held against it.
 *
 * @param partition of {@code limpet.events} that it was first read from
 * @param offset in that partition; both give an event without id the id it would have had
 * @param receivedMillis when it first reached Kafka, epoch milliseconds
 * @param released whether an operator lets it pass
 */
public record Replay(int partition, long offset, long receivedMillis, boolean released) {
  /** Name of the header. */
  public static final String HEADER = "limpet-replay";

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9})-(\\d{1,18}) (\\d{1,15})( released)?");

  /** A rejected event, sent again. */
  public static Replay of(RejectedEvent rejected, boolean released) {
    return new Replay(
        rejected.originPartition(), rejected.originOffset(), rejected.receivedMillis(), released);
  }

  /** What the header says; empty when it says nothing that can be read. */
  public static Optional<Replay> parse(String header) {
    Matcher matcher = TEXT.matcher(header);
    return matcher.matches()
        ? Optional.of(
            new Replay(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4) != null))
        : Optional.empty();
  }

  /** The header's value. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return partition + "-" + offset + " " + receivedMillis + (released ? " released" : "");
  }
}
