package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTypesTest {
  private static final List<String> ITEMS = SampleItems.ids();

  static Stream<CleanEvent> randomEvents() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    return Stream.iterate(0, i -> i + 1)
        .limit(20)
        .map(i -> SampleEvents.clean(SampleEvents.random(random, seed + "-" + i, ITEMS), i));
  }

  @ParameterizedTest
  @MethodSource("randomEvents")
  void carriesEventsUnchanged(CleanEvent event) throws IOException {
    assertThat(there(serializer(WireTypes.CLEAN_EVENT), event)).isEqualTo(event);
    var keyed = there(serializer(WireTypes.keyed(Topics.EVENTS_CLEAN)), Keyed.of("ann", event));
    assertThat(keyed.key()).asString().isEqualTo("ann");
    assertThat(keyed.value()).isEqualTo(event);
  }

  @Test
  void carriesTombstonesAndRecordsWithoutKey() throws IOException {
    TypeSerializer<Keyed<CleanEvent>> serializer = serializer(WireTypes.keyed(Topics.EVENTS_CLEAN));
    assertThat(there(serializer, Keyed.tombstone("ann")).value()).isNull();
    assertThat(there(serializer, new Keyed<>(null, null)).key()).isNull();
  }

  @Test
  void carriesRawRecordsWithNulls() throws IOException {
    var raw =
        there(serializer(WireTypes.RAW_EVENT), new RawEvent(null, new byte[] {1}, 2, 3, 4, ""));
    assertThat(raw.key()).isNull();
    assertThat(raw.value()).containsExactly(1);
    var record = there(serializer(WireTypes.TOPIC_RECORD), new TopicRecord("topic", "key", null));
    assertThat(record.value()).isNull();
  }

  @Test
  void knowsItsSerializersAgainFromACheckpoint() throws IOException {
    for (TypeSerializer<?> serializer :
        List.of(
            serializer(WireTypes.CLEAN_EVENT), serializer(WireTypes.keyed(Topics.USER_VECTORS)))) {
      var out = new DataOutputSerializer(64);
      TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
      TypeSerializerSnapshot<?> restored =
          TypeSerializerSnapshot.readVersionedSnapshot(
              new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
      assertThat(restored.restoreSerializer()).isEqualTo(serializer);
      assertThat(compatible(serializer.snapshotConfiguration(), restored)).isTrue();
    }
    assertThat(
            compatible(
                new TopicSerializer<>(Topics.SERVED).snapshotConfiguration(),
                new TopicSerializer<>(Topics.EVENTS_CLEAN).snapshotConfiguration()))
        .isFalse();
  }

  @SuppressWarnings("unchecked") // whether they fit is what is asked
  private static <T> boolean compatible(
      TypeSerializerSnapshot<T> now, TypeSerializerSnapshot<?> old) {
    return now.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old).isCompatibleAsIs();
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  /** Through bytes, and through bytes copied without being read. */
  private static <T> T there(TypeSerializer<T> serializer, T value) throws IOException {
    var out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    var copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    return serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
  }
}
