package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.feature.Visits;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class VisitsSerializerTest {
  private static final VisitsSerializer SERIALIZER = new VisitsSerializer();

  /**
   * {@link #two()} as the first release wrote it. Never changed: state of that age is out there.
   */
  private static final String FIRST_FORMAT =
      "0102fffffffffffffff90000018bcfe568000000018bcfe58b2802046d7567000000000474e90165"
          + "0000232800000000000000080000018bcfe58f100000018bcfe58f1000";

  private static Visits two() {
    return new Visits(
        List.of(
            new Visits.Visit(
                -7,
                1_700_000_000_000L,
                1_700_000_009_000L,
                List.of(
                    new Visits.Viewed("mug", 1_700_000_000_000L),
                    new Visits.Viewed("tée", 1_700_000_009_000L))),
            new Visits.Visit(8, 1_700_000_010_000L, 1_700_000_010_000L, List.of())));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    assertThat(read(write(two()))).isEqualTo(two());
    assertThat(read(write(Visits.NONE))).isEqualTo(Visits.NONE);
  }

  @Test
  void readsTheFirstFormatForever() throws IOException {
    assertThat(read(HexFormat.of().parseHex(FIRST_FORMAT))).isEqualTo(two());
  }

  @Test
  void refusesAFormatOfALaterRelease() throws IOException {
    byte[] bytes = write(two());
    bytes[0] = 99;

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 99");
  }

  private static byte[] write(Visits visits) throws IOException {
    var out = new DataOutputSerializer(64);
    SERIALIZER.serialize(visits, out);
    return out.getCopyOfBuffer();
  }

  private static Visits read(byte[] bytes) throws IOException {
    return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
  }
}
