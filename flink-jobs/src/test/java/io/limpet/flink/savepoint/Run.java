package io.limpet.flink.savepoint;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.release.Release;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topic;
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

  /** Records of a topic that jobs read as they are. */
  <T> Script<TopicRecord> records(Topic<T> topic, List<T> values, Function<T, String> key) {
    List<TopicRecord> records =
        values.stream()
            .map(
                value ->
                    new TopicRecord(topic.name(), key.apply(value), topic.codec().encode(value)))
            .toList();
    return script(topic.name(), WireTypes.TOPIC_RECORD, Script.lanes(records, TopicRecord::key));
  }

  Script<CleanEvent> events() {
    return events(Acts.clean(acts), clean -> clean.event().visitor());
  }

  /** The events of one owner stay in order. */
  Script<CleanEvent> events(List<CleanEvent> clean, Function<CleanEvent, String> owner) {
    return script("events", WireTypes.CLEAN_EVENT, Script.lanes(clean, owner));
  }

  Script<Served> served(List<Served> answers) {
    return script("served", WireTypes.SERVED, Script.lanes(answers, Served::visitor));
  }

  /** Somebody was erased long ago who has nothing to do with it. */
  Script<TopicRecord> erasures() {
    Erasure receipt = Erasure.request("r1", "somebody-else", 1, "00ff").done();
    return records(Topics.ERASURES, List.of(receipt), Erasure::receipt);
  }

  /** The only generation there is was released. */
  Script<TopicRecord> models() {
    var released = new Release("g1", Release.State.RELEASED, 1);
    return records(Topics.MODELS, List.of(released), Release::generation);
  }
}
