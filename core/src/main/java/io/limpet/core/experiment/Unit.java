package io.limpet.core.experiment;

import io.limpet.core.hash.Hash128;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.StringHelper;

/**
 * Whom an experiment is about: a visitor across devices, as far as they are known to be one. Of a
 * visitor who looked around before signing in for the first time it is the device's, so that the
 * arm stays; see {@link UnitOf}.
 *
 * @param hash that stands for the visitor key that it was made of
 */
public record Unit(Hash128 hash) {
  private static final int SEED = 0x6c696d70;

  /** Of a visitor key. */
  public static Unit of(String visitor) {
    return new Unit(Hash128.of(visitor));
  }

  /**
   * A number from 0 to 1, exclusive, evenly spread over units, and independent between salts: the
   * first 53 bits of MurmurHash3 x64 128 of the unit and the salt.
   */
  public double spot(String salt) {
    byte[] text = salt.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(Hash128.BYTES + text.length)
            .putLong(hash.high())
            .putLong(hash.low())
            .put(text)
            .array();
    return (StringHelper.murmurhash3_x64_128(bytes, 0, bytes.length, SEED)[0] >>> 11) * 0x1.0p-53;
  }

  /** Its place in a layer, from 0 to {@link Slots#COUNT}, exclusive. */
  public int slot(String layer) {
    return (int) (spot("layer/" + layer) * Slots.COUNT);
  }

  /** The unit as text: 32 hexadecimal digits. */
  public String text() {
    return "%016x%016x".formatted(hash.high(), hash.low());
  }
}
