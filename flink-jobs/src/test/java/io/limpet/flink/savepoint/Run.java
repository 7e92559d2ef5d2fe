package io.limpet.flink.savepoint;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One run of a job, and what several jobs read.
 *
 * @param name of its own
 * @param acts how many are played, those included that a savepoint knows
 */
record Run(String name, int acts) {
  String sink(String of) {
    return name + "/" + of;
  }

  <T> Script<T> script(String of, TypeInformation<T> type, List<List<T>> lanes) {
    return Script.of(sink(of), type, lanes);
  }

  /** Of one topic, said from the beginning. */
  Script<TopicRecord> records(String of, List<TopicRecord> records) {
    return script(of, WireTypes.TOPIC_RECORD, Script.lanes(records, TopicRecord::key));
  }

  Script<CleanEvent> events() {
    return events(Acts.clean(acts), clean -> clean.event().visitor());
  }

  /** The events of one owner stay in order. */
  Script<CleanEvent> events(List<CleanEvent> clean, Function<CleanEvent, String> owner) {
    return script("events", WireTypes.CLEAN_EVENT, Script.lanes(clean, owner));
  }

  /** Somebody was erased long ago who has nothing to do with it. */
  Script<TopicRecord> erasures() {
    Erasure receipt = Erasure.request("r1", "somebody-else", 1, "00ff").done();
    byte[] bytes = Topics.ERASURES.codec().encode(receipt);
    return records("erasures", List.of(new TopicRecord(Topics.ERASURES.name(), "r1", bytes)));
  }

  /** The only generation there is was released. */
  Script<TopicRecord> models() {
    byte[] released = Topics.MODELS.codec().encode(new Release("g1", Release.State.RELEASED, 1));
    return records("models", List.of(new TopicRecord(Topics.MODELS.name(), "g1", released)));
  }
}
