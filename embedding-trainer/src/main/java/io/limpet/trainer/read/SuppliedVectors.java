package io.limpet.trainer.read;

import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.VectorFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Vectors of items that the shop brings along, of pictures for one.
 *
 * @param rows by item number, of one length; zeros where there is none
 * @param has by item number, whether there is one
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record SuppliedVectors(float[][] rows, boolean[] has) {

  /** No vectors. */
  public static final SuppliedVectors NONE = new SuppliedVectors(new float[0][], new boolean[0]);

  /**
   * Reads a file of vectors; of two of the same item the later one counts.
   *
   * @param itemIds by item number
   * @param badRows is told of the lines that are left out
   * @throws io.limpet.lake.files.BadInputException when it cannot be used
   */
  public static SuppliedVectors read(Path file, List<String> itemIds, BadRows badRows) {
    Map<String, Integer> numbers = new HashMap<>();
    itemIds.forEach(id -> numbers.put(id, numbers.size()));
    float[][] rows = new float[itemIds.size()][];
    boolean[] has = new boolean[itemIds.size()];
    int length = 0;
    try (VectorFile lines = VectorFile.open(file, badRows)) {
      while (lines.hasNext()) {
        VectorFile.Row row = lines.next();
        length = row.vector().length;
        Integer number = numbers.get(row.itemId());
        if (number != null) {
          rows[number] = row.vector();
          has[number] = true;
        }
      }
    }
    float[] none = new float[length];
    for (int item = 0; item < rows.length; item++) {
      rows[item] = has[item] ? rows[item] : none;
    }
    return new SuppliedVectors(rows, has);
  }

  /** Whether an item has one. */
  public boolean has(int item) {
    return item < has.length && has[item];
  }

  /** SHA-256 over all of them, in hexadecimal: equal vectors have an equal one. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (float[] row : rows) {
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        bytes.asFloatBuffer().put(row);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many items have one. */
  public int known() {
    int known = 0;
    for (boolean each : has) {
      known += each ? 1 : 0;
    }
    return known;
  }
}
