package io.limpet.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.RandomData;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.ranking.Feature;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  static List<V1.Sample<?>> samples() {
    return V1.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackWhatItWrote(V1.Sample<?> sample) {
    assertThat(sample.topic().codec().decode(sample.encode()))
        .usingRecursiveComparison(V1.BY_FIELDS)
        .isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void readsBackRandomCleanEvents(long seed) {
    RandomData data = new RandomData(new Random(seed));
    for (int i = 0; i < 2_000; i++) {
      CleanEvent event = data.cleanEvent();
      assertThat(Topics.EVENTS_CLEAN.codec().decode(Topics.EVENTS_CLEAN.codec().encode(event)))
          .isEqualTo(event);
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void readsBackRandomUserVectors(long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    for (int i = 0; i < 500; i++) {
      UserProfile profile = UserProfile.empty();
      for (int events = random.nextInt(20); events > 0; events--) {
        profile = profile.with(data.event(), item -> "c" + item.length());
      }
      UserVector user =
          new UserVector("u" + i, "g1", data.floats(random.nextInt(3) * 32), profile, i, "e");
      assertThat(Topics.USER_VECTORS.codec().decode(Topics.USER_VECTORS.codec().encode(user)))
          .usingRecursiveComparison()
          .isEqualTo(user);
    }
  }

  @Test
  void servedFeaturesKeepTheirFirstElevenBits() {
    float[] features = {0, 1, -1, 0.5f, -20, 3.140625f, 6e-5f, 1 / 3f};
    var item = new Served.ServedItem("i", "new", 1, 1, features);
    var served = new Served("r", "u", "home", "g", 1, "v", 20, Feature.FINGERPRINT, List.of(item));

    Served read = Topics.SERVED.codec().decode(Topics.SERVED.codec().encode(served));

    assertThat(read.firstPosition()).isEqualTo(20);
    assertThat(read.hasFeatures()).isTrue();
    float[] kept = read.items().getFirst().features();
    assertThat(kept).hasSameSizeAs(features);
    for (int i = 0; i < features.length; i++) {
      assertThat(kept[i])
          .isCloseTo(features[i], within(Math.max(1e-6f, Math.abs(features[i]) / 2048)));
    }
    assertThat(Arrays.copyOf(kept, 6)).isEqualTo(Arrays.copyOf(features, 6));
  }

  @Test
  void vectorsKeepEveryBit() {
    float[] odd = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, 1e-30f};
    ItemVector vector = new ItemVector("i", "g", odd, new float[0], "", 1);

    ItemVector read =
        Topics.ITEM_VECTORS.codec().decode(Topics.ITEM_VECTORS.codec().encode(vector));

    assertThat(IntStream.range(0, odd.length).map(i -> Float.floatToRawIntBits(read.vector()[i])))
        .containsExactly(
            IntStream.range(0, odd.length)
                .map(i -> Float.floatToRawIntBits(odd[i]))
                .boxed()
                .toArray(Integer[]::new));
    assertThat(read.input()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesBytesThatEndEarly(V1.Sample<?> sample) {
    byte[] whole = sample.encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> sample.topic().codec().decode(cut))
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(CodecException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesOrReadsDamagedBytesButNeverThrowsAnythingElse(V1.Sample<?> sample) {
    byte[] whole = sample.encode();
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> sample.topic().codec().decode(damaged));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(CodecException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"generation\":\"g\"}", "\u0000\u0000"})
  void refusesWhatIsNoRelease(String json) {
    assertThatThrownBy(() -> Topics.MODELS.codec().decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void refusesAStateThatIsNotKnown() {
    byte[] json = "{\"generation\":\"g\",\"state\":\"EXILED\",\"at_millis\":1}".getBytes();

    assertThatThrownBy(() -> Topics.MODELS.codec().decode(json))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("EXILED");
  }

  @Test
  void anEventCodeOfALaterReleaseIsRefusedByName() {
    assertThatThrownBy(() -> EventType.ofCode(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
  }

  @Test
  void codecsAreSafeForManyThreads() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(
                  i -> threads.submit(() -> readsBackRandomCleanEvents(1_000L + i)))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @Test
  void theListOfTopicsIsWhatTheContractSays() {
    Map<String, String> keys =
        Topics.all().stream()
            .collect(java.util.stream.Collectors.toMap(t -> t.name(), t -> t.key()));

    assertThat(keys)
        .hasSize(Topics.all().size())
        .containsEntry("limpet.events.clean", "visitor")
        .containsEntry("limpet.user-vectors", "visitor")
        .containsEntry("limpet.item-vectors", "generation/item id");
  }
}
