package io.limpet.system.index;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.util.VectorUtil;

/** Images in LeCun's idx format of unsigned bytes, gzipped. */
public final class Images {
  private static final int MAGIC = 0x0803;

  private Images() {}

  /**
   * Reads images as vectors of length 1, so that products are cosines.
   *
   * @param most how many at most
   * @throws IllegalArgumentException when the file is not in that format
   */
  public static float[][] read(Path file, int most) {
    try (InputStream raw = Files.newInputStream(file);
        var in = new DataInputStream(new GZIPInputStream(raw))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException(file + " does not hold images in idx-ubyte format");
      }
      int count = Math.min(most, in.readInt());
      byte[] pixels = new byte[in.readInt() * in.readInt()];
      float[][] vectors = new float[count][pixels.length];
      for (float[] vector : vectors) {
        in.readFully(pixels);
        for (int i = 0; i < pixels.length; i++) {
          vector[i] = Byte.toUnsignedInt(pixels[i]);
        }
        VectorUtil.l2normalize(vector);
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
