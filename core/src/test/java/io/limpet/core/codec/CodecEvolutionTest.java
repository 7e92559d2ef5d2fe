package io.limpet.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecEvolutionTest {
  static List<V1.Sample<?>> samples() {
    return V1.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsWhatTheFirstReleaseWrote(V1.Sample<?> sample) throws IOException {
    Object read = sample.topic().codec().decode(bytes(sample.name()));

    assertThat(read).usingRecursiveComparison(V1.BY_FIELDS).isEqualTo(sample.value());
  }

  @Test
  void readsAnswersWithPropensitiesFromBeforeThereWereFeatures() throws IOException {
    Served read = Topics.SERVED.codec().decode(stored("v2/served.bin"));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            new Served(
                "r2",
                "u1",
                "home",
                "g2",
                1_769_860_800_000L,
                "s-9",
                0,
                0,
                List.of(
                    new Served.ServedItem("i1", "popular", 0.5, 0.9, new float[0]),
                    new Served.ServedItem("i2", "explored", 0.25, 0.0125, new float[0]))));
    assertThat(read.hasFeatures()).isFalse();
  }

  @Test
  void readsAnswersWithFeaturesFromBeforeThereWereExperiments() throws IOException {
    Served read = Topics.SERVED.codec().decode(stored("v3/served.bin"));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            new Served(
                "r3",
                "u1",
                "home",
                "g3",
                1_769_860_800_000L,
                "s-9",
                10,
                77,
                List.of(new Served.ServedItem("i1", "popular", 0.5, 0.9, new float[] {1, -0.5f}))));
    assertThat(read.assignments()).isEmpty();
  }

  @Test
  void everyTopicWithACodecHasASample() {
    Set<String> sampled =
        V1.samples().stream().map(sample -> sample.topic().name()).collect(Collectors.toSet());
    Set<String> all =
        Topics.all().stream()
            .filter(topic -> topic != Topics.EVENTS)
            .map(topic -> topic.name())
            .collect(Collectors.toSet());

    assertThat(sampled).isEqualTo(all);
  }

  /** What a second release might look like: an audience was added, with a default. */
  private static final class NextRejectedEventCodec extends AvroCodec<String> {
    NextRejectedEventCodec() {
      super("rejected-event.next.avsc", "rejected-event.v1.avsc");
    }

    @Override
    GenericRecord toRecord(String audience) {
      GenericRecord record = newRecord();
      record.put("reason", "bad_id");
      record.put("field", "user_id");
      record.put("message", "m");
      record.put("raw", java.nio.ByteBuffer.allocate(0));
      record.put("received", 5L);
      record.put("origin_partition", 1);
      record.put("origin_offset", 2L);
      record.put("audience", audience);
      return record;
    }

    @Override
    String fromRecord(GenericRecord record) {
      return record.get("reason") + " for " + record.get("audience");
    }
  }

  @Test
  void aLaterReleaseThatAddsAFieldReadsTodaysBytes() throws IOException {
    assertThat(new NextRejectedEventCodec().decode(bytes("rejected-event")))
        .isEqualTo("bad_id for developers");
  }

  @Test
  void todayRefusesTheBytesOfASchemaItDoesNotKnow() {
    byte[] next = new NextRejectedEventCodec().encode("everybody");

    assertThatThrownBy(() -> new RejectedEventCodec().decode(next))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("are no rejected-event.v1.avsc that this release can read");
  }

  @Test
  void jsonPassesOverFieldsOfALaterRelease() {
    byte[] later =
        "{\"generation\":\"g2\",\"state\":\"RELEASED\",\"at_millis\":7,\"regions\":[]}".getBytes();

    assertThat(Topics.MODELS.codec().decode(later).generation()).isEqualTo("g2");
  }

  private static byte[] bytes(String name) throws IOException {
    return stored("v1/" + name + ".bin");
  }

  private static byte[] stored(String file) throws IOException {
    try (InputStream in = CodecEvolutionTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }
}
