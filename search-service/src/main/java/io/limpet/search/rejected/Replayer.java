package io.limpet.search.rejected;

import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Replay;
import io.limpet.search.ingest.KafkaWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rejected events into {@code limpet.events} again, under their key and with the {@link
 * Replay} header, oldest first. Sending the same again changes nothing: the cleaning job remembers
 * what came so as long as Kafka keeps rejected events, and nothing older is sent. Thread-safe.
 */
public final class Replayer {
  /** How long Kafka keeps rejected events, and the cleaning job what was sent again. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** Acknowledgements that are awaited together. */
  private static final int BATCH = 500;

  private final RejectedTopic topic;
  private final KafkaWriter writer;

  public Replayer(RejectedTopic topic, KafkaWriter writer) {
    this.topic = topic;
    this.writer = writer;
  }

  /**
   * What was done.
   *
   * @param sent events sent again, or that would be in a dry run
   * @param quarantined events left where they are, because they were not released
   * @param cut events that were too long to be kept whole
   * @param next where to go on; null when all was looked at
   */
  public record Sent(long sent, long quarantined, long cut, @Nullable Positions next) {}

  /** Whether rejected events of this reason can be sent again without being released. */
  public static boolean needsRelease(@Nullable RejectReason reason) {
    return reason != null && reason.isQuarantine();
  }

  /**
   * Sends events again; answers once Kafka has them.
   *
   * @param limit most that are sent
   * @param release whether those pass that were quarantined; otherwise they are left alone
   * @param dry whether nothing is to be sent
   * @throws CompletionException when Kafka did not acknowledge all; may be sent again
   */
  public Sent send(
      Wanted wanted, int limit, boolean release, boolean dry, @Nullable Positions from) {
    Page page = topic.oldest(wanted, limit, from);
    long sent = 0;
    long quarantined = 0;
    long cut = 0;
    List<CompletableFuture<?>> writes = new ArrayList<>();
    for (Entry entry : page.entries()) {
      if (needsRelease(entry.event().rejection().reason()) && !release) {
        quarantined++;
      } else if (entry.event().isCut()) {
        cut++;
      } else {
        sent++;
        if (!dry) {
          writes.add(
              writer.writeAgain(
                  entry.key(), entry.event().raw(), Replay.of(entry.event(), release)));
        }
        if (writes.size() == BATCH) {
          join(writes);
        }
      }
    }
    join(writes);
    return new Sent(sent, quarantined, cut, page.next());
  }

  private static void join(List<CompletableFuture<?>> writes) {
    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
    writes.clear();
  }
}
