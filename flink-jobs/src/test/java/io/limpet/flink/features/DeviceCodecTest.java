package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.codec.CodecException;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.DeviceBehaviour;
import io.limpet.core.feature.UserAct;
import io.limpet.core.identity.SignIns;
import io.limpet.fixtures.SampleEvents;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceCodecTest {
  private static final String DEVICE = "anonymous:1234";
  private static final long NOON = SampleEvents.NOON;

  private final DeviceCodec codec = new DeviceCodec();
  private final Random random = new Random(3);

  private UserAct act(long millis, int names, @Nullable String user) {
    boolean isAboutAnItem = user == null && random.nextInt(4) > 0;
    String name = "a-category-" + random.nextInt(names);
    return new UserAct(
        DEVICE,
        random.nextLong(),
        user == null ? EventType.ofCode(random.nextInt(EventType.OF_ITEMS)) : EventType.IDENTIFY,
        millis,
        random.nextInt(3),
        2,
        19.98,
        isAboutAnItem ? 9.99 : null,
        isAboutAnItem ? name : null,
        isAboutAnItem ? name : null,
        millis + 7,
        user);
  }

  @Test
  void readsWhatItWrote() {
    DeviceBehaviour device = DeviceBehaviour.empty(DEVICE);
    assertThat(codec.decode(codec.encode(device))).isEqualTo(device);
    for (int i = 0; i < 2 * DeviceBehaviour.RECENT; i++) {
      device = device.after(act(NOON + i, 5, i == 20 ? "ann" : null)).device();
      assertThat(codec.decode(codec.encode(device))).isEqualTo(device);
    }
    assertThat(device.recent()).hasSize(DeviceBehaviour.RECENT);
    assertThat(device.settled().isEmpty()).isFalse();
    assertThat(device.signIns().all()).hasSize(1);
  }

  /** What docs/streaming.md says. */
  @Test
  void aDeviceIsSomeThousandBytes() {
    DeviceBehaviour device = DeviceBehaviour.empty(DEVICE);
    for (int i = 0; i < 40; i++) {
      device = device.after(act(NOON + i * 60_000L, 5, null)).device();
    }
    assertThat(codec.encode(device)).hasSizeLessThan(3_500);

    for (int i = 0; i < SignIns.KEPT; i++) {
      device = device.after(act(NOON + i, 5, "user-" + i)).device();
    }
    for (int hour = 0; hour < 365 * 24; hour++) {
      long millis = NOON + Duration.ofHours(hour).toMillis();
      for (int i = 0; i < 5; i++) {
        device = device.after(act(millis, 500, null)).device();
      }
    }
    assertThat(codec.encode(device)).hasSizeLessThan(17_000);
  }

  @Test
  void refusesWhatNobodyWrote() {
    byte[] bytes = codec.encode(DeviceBehaviour.empty(DEVICE).after(act(NOON, 5, null)).device());

    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("breaks off");
    bytes[0] = 9;
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("format 9");
  }
}
