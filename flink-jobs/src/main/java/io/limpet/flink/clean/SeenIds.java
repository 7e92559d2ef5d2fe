package io.limpet.flink.clean;

import io.limpet.core.hash.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * The event ids of the current visitor: 16 bytes of hash, and until when each is remembered, of
 * processing time; below zero when the event was kept apart and has not passed yet. An earlier
 * release remembered whole ids with the time they were seen; those are looked up until they are
 * past the horizon, of the visitors that have some.
 */
final class SeenIds {
  private final MapState<Hash128, Long> ids;
  private final MapState<String, Long> whole;
  private final long horizonMillis;

  /**
   * @param horizonMillis how long the whole ids of an earlier release are remembered
   */
  SeenIds(RuntimeContext context, long horizonMillis) {
    this.ids =
        context.getMapState(
            new MapStateDescriptor<>(
                "seen-ids", Hash128Serializer.INSTANCE, LongSerializer.INSTANCE));
    this.whole =
        context.getMapState(new MapStateDescriptor<>("seen-event-ids", Types.STRING, Types.LONG));
    this.horizonMillis = horizonMillis;
  }

  /** What is known of an event. */
  enum Known {
    NOTHING,
    KEPT_APART,
    PASSED
  }

  /**
   * What is known of an event.
   *
   * @param prints of all ids that are remembered
   * @param wholeIds whether to look among the ids of the first release, too
   */
  Known of(Hash128 hash, String id, Prints prints, boolean wholeIds) throws Exception {
    Long until = prints.mayHold(hash) ? ids.get(hash) : null;
    if (until != null) {
      return until < 0 ? Known.KEPT_APART : Known.PASSED;
    }
    return wholeIds && whole.contains(id) ? Known.PASSED : Known.NOTHING;
  }

  /** Remembers an event. */
  void put(Hash128 hash, long untilMillis, boolean passed) throws Exception {
    ids.put(hash, passed ? untilMillis : -untilMillis);
  }

  /**
   * What is left after some were forgotten.
   *
   * @param ids how many, without those of the first release
   * @param prints of these
   * @param wholeIds whether there are some of those
   * @param oldestMillis when the next is to be forgotten
   */
  record Left(int ids, Prints prints, boolean wholeIds, long oldestMillis) {
    boolean isNothing() {
      return ids == 0 && !wholeIds;
    }
  }

  /**
   * Forgets what is past its time.
   *
   * @param wholeIds whether to look among the ids of the first release, too
   */
  Left expire(long nowMillis, boolean wholeIds) throws Exception {
    int left = 0;
    List<Hash128> some = new ArrayList<>();
    boolean wholeLeft = false;
    long oldest = Long.MAX_VALUE;
    for (Iterator<Map.Entry<Hash128, Long>> all = ids.iterator(); all.hasNext(); ) {
      Map.Entry<Hash128, Long> id = all.next();
      long until = Math.abs(id.getValue());
      if (until <= nowMillis) {
        all.remove();
      } else {
        left++;
        if (some.size() <= Prints.MOST) {
          some.add(id.getKey());
        }
        oldest = Math.min(oldest, until);
      }
    }
    if (wholeIds) {
      for (Iterator<Map.Entry<String, Long>> all = whole.iterator(); all.hasNext(); ) {
        long until = all.next().getValue() + horizonMillis;
        if (until <= nowMillis) {
          all.remove();
        } else {
          wholeLeft = true;
          oldest = Math.min(oldest, until);
        }
      }
      if (!wholeLeft) {
        whole.clear();
      }
    }
    return new Left(left, Prints.of(some), wholeLeft, oldest);
  }

  /**
   * Forgets the {@code count} that would be forgotten first; answers how many those were. It looks
   * at all that are known, and in RocksDB at many that are gone, so let it be many at a time.
   */
  int forgetOldest(int count) throws Exception {
    List<Map.Entry<Hash128, Long>> all = new ArrayList<>();
    ids.entries().forEach(all::add);
    all.sort(Comparator.comparingLong(id -> Math.abs(id.getValue())));
    int gone = Math.min(count, all.size());
    for (Map.Entry<Hash128, Long> id : all.subList(0, gone)) {
      ids.remove(id.getKey());
    }
    return gone;
  }

  /** Forgets all. A map that was emptied through its iterator is still an entry of the heap's. */
  void clear() {
    ids.clear();
  }

  /** Forgets all, also what the first release remembered. */
  void clearAll() {
    ids.clear();
    whole.clear();
  }
}
