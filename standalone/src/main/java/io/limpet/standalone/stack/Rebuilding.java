package io.limpet.standalone.stack;

import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.rebuild.Comparison;
import io.limpet.flink.rebuild.Derived;
import io.limpet.flink.rebuild.KafkaPosition;
import io.limpet.flink.rebuild.LiveTopic;
import io.limpet.flink.rebuild.Rebuild;
import io.limpet.flink.wire.Kafka;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rebuilds derived topics of a data folder from its lake. Works beside a stack that holds the
 * folder, and then only looks; on one that is held by the caller it can put in use what it made:
 * the keys that differ are written, and each job's next start is from the rebuilt state.
 */
public final class Rebuilding {
  private final Path folder;
  private final String bootstrapServers;
  private final Progress progress;

  /**
   * @param folder the data folder
   * @param bootstrapServers its broker
   */
  public Rebuilding(Path folder, String bootstrapServers, Progress progress) {
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    this.progress = progress;
  }

  /**
   * What is to be done.
   *
   * @param derived the topics
   * @param untilMillis only events that reached Kafka before are taken, epoch milliseconds
   * @param parallelism of the jobs while they read the lake
   * @param puttingInUse whether what was made replaces what is there
   */
  public record Order(
      List<Derived> derived, long untilMillis, int parallelism, boolean puttingInUse) {}

  /**
   * A topic that was rebuilt.
   *
   * @param seconds in which the job took the lake in, once that was in order
   */
  public record Done(Derived derived, double seconds, Comparison comparison) {}

  /**
   * What was done.
   *
   * @param read of the lake
   * @param seconds in which that was put in order, for all topics together
   */
  public record Result(Rebuild.Read read, double seconds, List<Done> topics) {}

  /** Does it. */
  public Result run(Order order) {
    Path work = folder.resolve("flink/rebuild");
    Folders.delete(work);
    try {
      Files.createDirectories(work);
      return run(order, work);
    } catch (IOException e) {
      throw new FailedException("writing to " + work + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FailedException("the rebuild failed: " + root(e), e);
    } finally {
      Folders.delete(work);
    }
  }

  /** Flink wraps what went wrong several times. */
  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private Result run(Order order, Path work) throws Exception {
    JobSettings settings =
        JobSettings.parse(
            new String[] {
              "--bootstrap-servers=" + bootstrapServers,
              "--registry=" + folder.resolve("models"),
              "--lake=" + folder.resolve("lake"),
              "--parallelism=" + order.parallelism()
            },
            Map.of());
    progress.say("Reading the lake ...");
    long began = System.nanoTime();
    // Noted before the lake is read: what comes meanwhile is beyond it.
    KafkaPosition goOn = LiveTopic.behindLake(bootstrapServers);
    var models =
        new Kafka(settings, Derived.USER_VECTORS.job())
            .compacted(Topics.MODELS, Topics.ITEM_VECTORS);
    try (var rebuild =
        new Rebuild(
            settings, work, order.untilMillis(), goOn, LiveTopic.known(bootstrapServers), models)) {
      double seconds = secondsSince(began);
      progress.say(paced("%,d events are in order", rebuild.read().events(), seconds));
      List<Done> topics = new ArrayList<>();
      for (Derived derived : order.derived()) {
        topics.add(run(derived, rebuild, work, order.puttingInUse()));
      }
      return new Result(rebuild.read(), seconds, topics);
    }
  }

  private Done run(Derived derived, Rebuild rebuild, Path work, boolean puttingInUse)
      throws Exception {
    String name = derived.job().name();
    long began = System.nanoTime();
    Rebuild.Rebuilt rebuilt = rebuild.run(derived);
    double seconds = secondsSince(began);
    progress.say(paced(name + ": %,d events taken in", rebuild.read().events(), seconds));
    Path live = work.resolve("live-" + name);
    LiveTopic.copy(bootstrapServers, derived.topic(), live);
    Comparison compared;
    if (puttingInUse) {
      try (var topic = new LiveTopic(bootstrapServers, derived.topic())) {
        compared = rebuild.compare(rebuilt, live, topic::mend);
      }
      new Checkpoints(folder.resolve("flink/checkpoints").resolve(name), FlinkCluster.jobId(name))
          .adopt(rebuilt.savepoint());
    } else {
      compared = rebuild.compare(rebuilt, live, (key, value) -> {});
    }
    progress.say(said(compared, puttingInUse));
    return new Done(derived, seconds, compared);
  }

  private static double secondsSince(long beganNanos) {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  private static String paced(String what, long events, double seconds) {
    return String.format(
        Locale.ROOT, what + " in %.1f s: %,.0f events/s", events, seconds, events / seconds);
  }

  private static String said(Comparison compared, boolean puttingInUse) {
    return String.format(
        Locale.ROOT,
        "  %,d keys: %,d as live, %,d differ, %,d missing live%s; %,d live ones are newer than the"
            + " lake, of %,d it knows nothing",
        compared.rebuilt(),
        compared.same(),
        compared.different(),
        compared.missing(),
        puttingInUse ? " (those are written)" : "",
        compared.newer(),
        compared.unknown());
  }
}
