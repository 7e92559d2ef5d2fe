package io.limpet.core.hash;

import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.StringHelper;

/**
 * 128 bits that stand for a text (MurmurHash3 x64, Appleby 2011, of its UTF-8): among {@code n}
 * texts two have the same with a probability of about {@code n^2 / 2^129}, so never; but whoever
 * wants to can make such texts.
 *
 * @param high the first half
 * @param low the second
 */
public record Hash128(long high, long low) {
  private static final int SEED = 104_729;

  /** Bytes of one. */
  public static final int BYTES = 2 * Long.BYTES;

  /** The hash of a text. */
  public static Hash128 of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[] hash = StringHelper.murmurhash3_x64_128(bytes, 0, bytes.length, SEED);
    return new Hash128(hash[0], hash[1]);
  }
}
