package io.limpet.flink.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.flink.wire.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class VisitorSerializerTest {
  private static final VisitorSerializer SERIALIZER = new VisitorSerializer();

  /**
   * {@link #ann()} as the first release wrote it. Never changed: state of that age is out there.
   */
  private static final String FIRST_FORMAT =
      "01036731000000023f000000c00000000000018bcfe56800000000030002046d7567020000017487"
          + "6e80000474e90165060000018bcfe5680000010474e901650001054d7567733fc000000000000000"
          + "0000070000015d3ef798000000018bcfe568000000018bcfe5680503653700020000000100000000"
          + "0000002a0000000000000000000000070000018bcfe56809";

  private static Visitor ann() {
    return new Visitor(
        "g1",
        new EncoderState(new float[] {0.5f, -2}, 1_700_000_000_000L, 3),
        new UserProfile(
            List.of(
                new RecentItem("mug", EventType.VIEW_ITEM, 1_600_000_000_000L),
                new RecentItem("tée", EventType.PURCHASE, 1_700_000_000_000L)),
            List.of("tée"),
            Map.of("Mugs", 1.5f),
            7,
            1_500_000_000_000L,
            1_700_000_000_000L),
        1_700_000_000_005L,
        "e7",
        new Progress(new int[] {1, 0}, new long[] {42, 7}, 1_700_000_000_009L));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    assertIsAnn(read(write(ann())));
    Visitor unknown = read(write(Visitor.unknown()));
    assertThat(unknown.profile()).isEqualTo(UserProfile.empty());
    assertThat(unknown.encoder().values()).isEmpty();
  }

  @Test
  void writesTheSameBytesIntoAStream() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputViewStreamWrapper(bytes);
    SERIALIZER.serialize(ann(), out);
    SERIALIZER.serialize(Visitor.unknown(), out);
    byte[] first = write(ann());
    assertThat(bytes.toByteArray()).startsWith(first).endsWith(write(Visitor.unknown()));
    assertThat(bytes.size()).isEqualTo(first.length + write(Visitor.unknown()).length);
  }

  @Test
  void readsTheFirstFormatForever() throws IOException {
    assertIsAnn(read(HexFormat.of().parseHex(FIRST_FORMAT)));
  }

  @Test
  void refusesAFormatOfALaterRelease() throws IOException {
    byte[] bytes = write(ann());
    bytes[0] = 99;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void givesACopyAnEncoderStateOfItsOwn() {
    Visitor ann = ann();
    Visitor copy = SERIALIZER.copy(ann);
    ann.encoder().reset();
    assertIsAnn(copy);
  }

  private static void assertIsAnn(Visitor visitor) {
    Visitor ann = ann();
    assertThat(visitor).usingRecursiveComparison().ignoringFields("encoder").isEqualTo(ann);
    assertThat(visitor.encoder().values()).containsExactly(ann.encoder().values());
    assertThat(visitor.encoder().lastMillis()).isEqualTo(ann.encoder().lastMillis());
    assertThat(visitor.encoder().folded()).isEqualTo(ann.encoder().folded());
  }

  private static byte[] write(Visitor visitor) throws IOException {
    var out = new DataOutputSerializer(64);
    SERIALIZER.serialize(visitor, out);
    return out.getCopyOfBuffer();
  }

  private static Visitor read(byte[] bytes) throws IOException {
    var in = new DataInputDeserializer(bytes);
    Visitor visitor = SERIALIZER.deserialize(in);
    assertThat(in.available()).isZero();
    return visitor;
  }
}
