package io.limpet.core.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of an erased id: the first 128 bits of HMAC-SHA256 (RFC 2104) with the salt of the
 * installation, in hexadecimal. It says of an id that is at hand whether it was erased; it says
 * nothing to who has neither. Whoever has the salt and can guess an id can try it, so this is a
 * pseudonym and not anonymous.
 */
final class Mark {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final Mac mac;

  /**
   * @param salt in hexadecimal
   */
  Mark(String salt) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(salt), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** A salt that nobody else has, in hexadecimal. */
  static String newSalt() {
    byte[] bytes = new byte[2 * BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The mark of an id. For one thread at a time. */
  String of(String visitor) {
    byte[] whole = mac.doFinal(visitor.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(whole, BYTES));
  }
}
