package io.limpet.standalone.stack;

import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.rebuild.Comparison;
import io.limpet.flink.rebuild.Derivation;
import io.limpet.flink.rebuild.Derivations;
import io.limpet.flink.rebuild.DerivedTopic;
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
   * @param derivations the jobs whose topics are made
   * @param untilMillis only events that reached Kafka before are taken, epoch milliseconds
   * @param parallelism of the jobs while they read the lake
   * @param puttingInUse whether what was made replaces what is there
   */
  public record Order(
      List<Derivation> derivations, long untilMillis, int parallelism, boolean puttingInUse) {}

  /**
   * A topic that was rebuilt.
   *
   * @param seconds in which the job took the lake in, once that was in order
   * @param inUse whether the rebuilt values and state have taken the place of the live ones
   */
  public record Done(DerivedTopic<?> topic, double seconds, Comparison comparison, boolean inUse) {}

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
        new Kafka(settings, Derivations.USER_VECTORS.job())
            .compacted(Topics.MODELS, Topics.ITEM_VECTORS);
    try (var rebuild =
        new Rebuild(
            settings, work, order.untilMillis(), goOn, LiveTopic.known(bootstrapServers), models)) {
      double seconds = secondsSince(began);
      progress.say(paced("%,d events are in order", rebuild.read().events(), seconds));
      sayUntold(rebuild.read().untoldSurveys());
      List<Done> topics = new ArrayList<>();
      for (Derivation derivation : order.derivations()) {
        topics.addAll(run(derivation, rebuild, work, isPutInUse(derivation, rebuild, order)));
      }
      return new Result(rebuild.read(), seconds, topics);
    }
  }

  private void sayUntold(long surveys) {
    if (surveys > 0) {
      progress.say(
          String.format(
              Locale.ROOT,
              "Of %,d surveys the lake does not say what was asked, since an earlier release wrote"
                  + " them: they are not counted, and thumbs among them are no acts",
              surveys));
    }
  }

  private boolean isPutInUse(Derivation derivation, Rebuild rebuild, Order order) {
    boolean whole = rebuild.read().tellsAllOf(derivation);
    if (order.puttingInUse() && !whole) {
      progress.say(derivation.name() + ": what is live has them and stays in use");
    }
    return order.puttingInUse() && whole;
  }

  private List<Done> run(Derivation derivation, Rebuild rebuild, Path work, boolean puttingInUse)
      throws Exception {
    long began = System.nanoTime();
    Rebuild.Rebuilt rebuilt = rebuild.run(derivation);
    double seconds = secondsSince(began);
    progress.say(
        paced(derivation.name() + ": %,d events taken in", rebuild.read().events(), seconds));
    List<Done> topics = new ArrayList<>();
    for (DerivedTopic<?> topic : derivation.topics()) {
      Comparison compared = compare(topic, rebuild, work, puttingInUse);
      progress.say(said(topic, compared, puttingInUse));
      topics.add(new Done(topic, seconds, compared, puttingInUse));
    }
    if (puttingInUse) {
      String name = derivation.name();
      new Checkpoints(folder.resolve("flink/checkpoints").resolve(name), FlinkCluster.jobId(name))
          .adopt(rebuilt.savepoint());
    }
    return topics;
  }

  private Comparison compare(
      DerivedTopic<?> topic, Rebuild rebuild, Path work, boolean puttingInUse) {
    Path live = work.resolve("live-" + topic.topic().name());
    LiveTopic.copy(bootstrapServers, topic.topic(), live);
    if (!puttingInUse) {
      return rebuild.compare(topic, live, (key, value) -> {});
    }
    try (var mended = new LiveTopic(bootstrapServers, topic.topic())) {
      return rebuild.compare(topic, live, mended::mend);
    }
  }

  private static double secondsSince(long beganNanos) {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  private static String paced(String what, long events, double seconds) {
    return String.format(
        Locale.ROOT, what + " in %.1f s: %,.0f events/s", events, seconds, events / seconds);
  }

  private static String said(DerivedTopic<?> topic, Comparison compared, boolean puttingInUse) {
    return String.format(
        Locale.ROOT,
        "  %s rebuilt, %,d keys: %,d as live, %,d differ, %,d missing live%s; %,d live ones are"
            + " newer than the lake, of %,d it knows nothing",
        topic.topic().name(),
        compared.rebuilt(),
        compared.same(),
        compared.different(),
        compared.missing(),
        puttingInUse ? " (those are written)" : "",
        compared.newer(),
        compared.unknown());
  }
}
