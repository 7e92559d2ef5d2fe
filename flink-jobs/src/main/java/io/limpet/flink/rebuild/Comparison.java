package io.limpet.flink.rebuild;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rebuilt values of a topic beside the live ones.
 *
 * @param rebuilt keys that have a value now
 * @param same of them, as live
 * @param different keys that live says something else of; also those it still speaks of, though
 *     their visitors have signed in
 * @param missing keys that live says nothing of
 * @param newer keys whose live value has events that the lake does not have yet
 * @param unknown keys that live speaks of and the lake does not
 */
public record Comparison(
    long rebuilt, long same, long different, long missing, long newer, long unknown) {

  /** How many keys are not as live, as far as the lake can tell. */
  public long toMend() {
    return different + missing;
  }

  /**
   * Compares, bucket by bucket.
   *
   * @param lakeMillis when the last event of the lake reached Kafka
   * @param mend told of each key that differs or is missing, and of its rebuilt value
   */
  static Comparison of(
      DerivedTopic<?> topic,
      Path rebuilt,
      Path live,
      long lakeMillis,
      BiConsumer<String, byte @Nullable []> mend) {
    var count = new Count(topic, lakeMillis);
    for (int bucket = 0; bucket < LastValues.BUCKETS; bucket++) {
      Map<String, byte @Nullable []> lives = LastValues.read(live, bucket);
      LastValues.read(rebuilt, bucket)
          .forEach(
              (key, value) -> {
                if (count.isToMend(value, lives.remove(key))) {
                  mend.accept(key, value);
                }
              });
      lives.values().forEach(count::onlyLive);
    }
    return count.all();
  }

  /** Counts. */
  private static final class Count {
    private final DerivedTopic<?> topic;
    private final long lakeMillis;
    private long rebuilt;
    private long same;
    private long different;
    private long missing;
    private long newer;
    private long unknown;

    Count(DerivedTopic<?> topic, long lakeMillis) {
      this.topic = topic;
      this.lakeMillis = lakeMillis;
    }

    boolean isToMend(byte @Nullable [] value, byte @Nullable [] live) {
      if (value != null) {
        rebuilt++;
      }
      if (live == null) {
        missing += value == null ? 0 : 1;
        return value != null;
      }
      if (value != null && topic.isSame(value, live)) {
        same++;
        return false;
      }
      long known = value != null ? topic.version(value) : lakeMillis;
      if (topic.version(live) > known) {
        newer++;
        return false;
      }
      different++;
      return true;
    }

    void onlyLive(byte @Nullable [] live) {
      if (live != null) {
        unknown++;
      }
    }

    Comparison all() {
      return new Comparison(rebuilt, same, different, missing, newer, unknown);
    }
  }
}
