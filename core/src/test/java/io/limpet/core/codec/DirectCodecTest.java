package io.limpet.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.RandomData;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written without Avro's records is byte for byte what is written with them. */
class DirectCodecTest {
  private final CleanEventCodec events = new CleanEventCodec();
  private final UserVectorCodec vectors = new UserVectorCodec();

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void cleanEventsAreWrittenAndReadAsAvroDoes(long seed) {
    var twin = new CleanEventTwin();
    var data = new RandomData(new Random(seed));
    for (int i = 0; i < 1_000; i++) {
      CleanEvent event = data.cleanEvent();
      assertThat(events.encode(event)).isEqualTo(twin.encode(event));
      assertThat(twin.decode(events.encode(event))).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void userVectorsAreWrittenAndReadAsAvroDoes(long seed) {
    var twin = new UserVectorTwin();
    var random = new Random(seed);
    var data = new RandomData(random);
    for (int i = 0; i < 300; i++) {
      UserProfile profile = UserProfile.empty();
      for (int acts = random.nextInt(20); acts > 0; acts--) {
        profile = profile.with(data.event(), item -> "c" + item.length());
      }
      var user = new UserVector("ü" + i, "g", data.floats(random.nextInt(3) * 32), profile, -i, "");
      assertThat(vectors.encode(user)).isEqualTo(twin.encode(user));
      assertThat(twin.decode(vectors.encode(user))).usingRecursiveComparison().isEqualTo(user);
    }
  }

  @Test
  void readsArraysAndMapsThatStandInSeveralBlocks() throws IOException {
    var twin = new UserVectorTwin();
    var data = new RandomData(new Random(3));
    UserProfile profile = UserProfile.empty();
    for (int i = 0; i < 40; i++) {
      profile = profile.with(data.event(), item -> "a category of " + item);
    }
    var user = new UserVector("u", "g", new float[] {1, 2}, profile, 7, "e");
    byte[] whole = twin.encode(user);
    Schema schema = AvroCodec.load("user-vector.v1.avsc");
    var out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(whole, AvroCodec.HEADER_BYTES));
    // Blocks of 64 bytes, each with its size: what other writers of Avro may send.
    BinaryEncoder blocks =
        new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema, new GenericData()).write(twin.toRecord(user), blocks);
    blocks.flush();

    assertThat(out.size()).isGreaterThan(whole.length);
    assertThat(vectors.decode(out.toByteArray())).usingRecursiveComparison().isEqualTo(user);
  }

  @Test
  void numbersOfEverySizeComeBack() throws IOException {
    List<Long> numbers =
        IntStream.range(0, Long.SIZE)
            .mapToObj(bit -> 1L << bit)
            .mapMulti(
                (Long power, java.util.function.Consumer<Long> each) ->
                    List.of(power, power - 1, -power, ~power).forEach(each))
            .toList();
    var out = new AvroBytes(new byte[0], 0);
    numbers.forEach(out::putLong);

    var in = new AvroView(out.toArray(), 0);
    for (long number : numbers) {
      assertThat(in.readLong()).isEqualTo(number);
    }
    assertThat(in.isEnd()).isTrue();
  }
}
