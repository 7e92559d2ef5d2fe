package io.limpet.search.recommend;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes cursors and reads them. A cursor holds what is left of an answer itself, in order, and a
 * signature (HMAC-SHA256, 16 bytes): nothing is kept in the service, any replica with the same key
 * continues, and what was ranked once stays in its order while vectors change. Thread-safe.
 */
public final class Pages {
  /** Items that a cursor holds at most, unless twice a page are more. */
  static final int LEFT_MOST = 100;

  /** So long a cursor may be used. */
  static final long LIFETIME_MILLIS = 3_600_000;

  /** Characters of a cursor: 200 items with the longest ids. */
  public static final int LONGEST = 400_000;

  private static final byte FORMAT = 2;

  /** Of the releases that did not say how many were shown before. */
  private static final byte EARLIER = 1;

  private static final int SIGNATURE = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final int keyId;

  /**
   * @param key the same in all replicas; null for one that nobody else has
   */
  public Pages(@Nullable String key) {
    byte[] bytes = new byte[32];
    if (key == null) {
      new SecureRandom().nextBytes(bytes);
    } else {
      bytes = key.getBytes(StandardCharsets.UTF_8);
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.keyId = ByteBuffer.wrap(sign("key".getBytes(StandardCharsets.UTF_8))).getInt();
  }

  /**
   * What is left of an answer.
   *
   * @param recommendationId of the answer
   * @param generation whose vectors it was made with
   * @param visitor who was answered, empty if nobody in particular
   * @param surface where it is shown
   * @param madeMillis when the answer was made, epoch milliseconds
   * @param shown how many items its pages have shown so far
   * @param items in order
   */
  record Left(
      String recommendationId,
      String generation,
      String visitor,
      String surface,
      long madeMillis,
      int shown,
      List<Item> items) {}

  /** An item with what the answer says of it. */
  record Item(String itemId, float score, String source) {}

  String write(Left left) {
    int bytes = 64;
    List<byte[]> texts = new ArrayList<>();
    List.of(left.recommendationId(), left.generation(), left.visitor(), left.surface())
        .forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
    for (Item item : left.items()) {
      texts.add(item.itemId().getBytes(StandardCharsets.UTF_8));
      texts.add(item.source().getBytes(StandardCharsets.UTF_8));
    }
    for (byte[] text : texts) {
      bytes += text.length + Short.BYTES + Float.BYTES;
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    buffer.put(FORMAT).putInt(keyId).putLong(left.madeMillis()).putInt(left.shown());
    texts.subList(0, 4).forEach(text -> put(buffer, text));
    buffer.putShort((short) left.items().size());
    for (int i = 0; i < left.items().size(); i++) {
      put(buffer, texts.get(4 + 2 * i));
      buffer.putFloat(left.items().get(i).score());
      put(buffer, texts.get(5 + 2 * i));
    }
    byte[] signed = Arrays.copyOf(buffer.array(), buffer.position() + SIGNATURE);
    byte[] signature = sign(Arrays.copyOf(buffer.array(), buffer.position()));
    System.arraycopy(signature, 0, signed, buffer.position(), SIGNATURE);
    return text(signed);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void put(ByteBuffer buffer, byte[] text) {
    buffer.putShort((short) text.length).put(text);
  }

  private byte[] sign(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(bytes), SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * Reads a cursor.
   *
   * @throws CursorException when it is none, was changed, or is too old
   */
  Left read(String cursor, long nowMillis) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (bytes.length <= SIGNATURE || !text(bytes).equals(cursor)) {
        throw none();
      }
      byte format = buffer.get();
      if (format == EARLIER) {
        throw CursorException.gone("cursor was made by an earlier release");
      }
      if (format != FORMAT) {
        throw none();
      }
      if (buffer.getInt() != keyId) {
        throw CursorException.gone(
            "cursor was made with another key, by another replica or before a restart (give all"
                + " replicas the same LIMPET_CURSOR_KEY)");
      }
      int end = bytes.length - SIGNATURE;
      byte[] signature = sign(Arrays.copyOf(bytes, end));
      if (!MessageDigest.isEqual(signature, Arrays.copyOfRange(bytes, end, bytes.length))) {
        throw CursorException.bad(
            "cursor was changed on its way; send next_cursor as the answer gave it");
      }
      long made = buffer.getLong();
      if (nowMillis - made > LIFETIME_MILLIS) {
        throw CursorException.gone("cursor is more than an hour old");
      }
      return left(buffer, made);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw none();
    }
  }

  private static CursorException none() {
    return CursorException.bad("cursor is none; send next_cursor as the answer gave it");
  }

  private static Left left(ByteBuffer buffer, long made) {
    int shown = buffer.getInt();
    String id = text(buffer);
    String generation = text(buffer);
    String visitor = text(buffer);
    String surface = text(buffer);
    int size = buffer.getShort();
    List<Item> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(new Item(text(buffer), buffer.getFloat(), text(buffer)));
    }
    return new Left(id, generation, visitor, surface, made, shown, items);
  }

  private static String text(ByteBuffer buffer) {
    byte[] text = new byte[buffer.getShort()];
    buffer.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
