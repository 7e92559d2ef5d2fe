package io.limpet.system.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.PriorityQueue;
import org.apache.lucene.util.VectorUtil;

/**
 * Vectors, queries, and the hundred rows with the highest products for each query, best first. As
 * files they are what programs in any language read: {@code vectors} and {@code queries} hold rows
 * of little-endian floats, {@code best} rows of little-endian integers.
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of arrays, compared by nobody
public record VectorSet(float[][] vectors, float[][] queries, int[][] best) {
  private static final int BEST = 100;

  /** Finds the best of each query by comparing all. */
  public static VectorSet of(float[][] vectors, float[][] queries) {
    int[][] best = new int[queries.length][];
    for (int i = 0; i < queries.length; i++) {
      best[i] = best(vectors, queries[i]);
    }
    return new VectorSet(vectors, queries, best);
  }

  private record Found(int row, float product) {}

  private static int[] best(float[][] vectors, float[] query) {
    var worstFirst = new PriorityQueue<Found>((a, b) -> Float.compare(a.product(), b.product()));
    float least = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < vectors.length; row++) {
      float product = VectorUtil.dotProduct(query, vectors[row]);
      if (worstFirst.size() < BEST || product > least) {
        worstFirst.add(new Found(row, product));
        if (worstFirst.size() > BEST) {
          worstFirst.remove();
        }
        least = worstFirst.element().product();
      }
    }
    int[] best = new int[worstFirst.size()];
    for (int i = best.length - 1; i >= 0; i--) {
      best[i] = worstFirst.remove().row();
    }
    return best;
  }

  /** Floats of a vector. */
  public int dimensions() {
    return vectors[0].length;
  }

  /** Writes the three files. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      writeFloats(folder.resolve("vectors"), vectors);
      writeFloats(folder.resolve("queries"), queries);
      try (FileChannel file = create(folder.resolve("best"))) {
        for (int[] rows : best) {
          ByteBuffer buffer = buffer(rows.length);
          buffer.asIntBuffer().put(rows);
          file.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + folder, e);
    }
  }

  /**
   * Reads the three files.
   *
   * @param dimensions floats of a vector
   */
  public static VectorSet read(Path folder, int dimensions) {
    try {
      float[][] queries = readFloats(folder.resolve("queries"), dimensions);
      ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("best")));
      all.order(ByteOrder.LITTLE_ENDIAN);
      int[][] best = new int[queries.length][all.remaining() / Integer.BYTES / queries.length];
      for (int[] rows : best) {
        all.asIntBuffer().get(rows);
        all.position(all.position() + rows.length * Integer.BYTES);
      }
      return new VectorSet(readFloats(folder.resolve("vectors"), dimensions), queries, best);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
  }

  private static void writeFloats(Path path, float[][] rows) throws IOException {
    try (FileChannel file = create(path)) {
      ByteBuffer buffer = buffer(rows[0].length);
      for (float[] row : rows) {
        buffer.clear();
        buffer.asFloatBuffer().put(row);
        file.write(buffer);
      }
    }
  }

  private static float[][] readFloats(Path path, int dimensions) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer buffer = buffer(dimensions);
      float[][] rows = new float[Math.toIntExact(file.size() / buffer.capacity())][dimensions];
      for (float[] row : rows) {
        buffer.clear();
        while (buffer.hasRemaining()) {
          file.read(buffer);
        }
        buffer.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
      }
      return rows;
    }
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static ByteBuffer buffer(int numbers) {
    return ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
