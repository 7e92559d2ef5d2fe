package io.limpet.flink.rebuild;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last value of every key, on disk. Keys whose values come close together are written once; of
 * the others the last one written holds. In {@value #BUCKETS} buckets by key, one of which fits
 * into memory. For one thread; several may write to one folder if no key comes to two of them.
 */
final class LastValues implements Closeable {
  /** Parts of a folder, a key in one. */
  static final int BUCKETS = 64;

  private static final int OPEN_KEYS = 4_096;
  private static final int BUFFER = 1 << 13;

  private final DataOutputStream[] buckets = new DataOutputStream[BUCKETS];

  /** Newest last. */
  private final Map<String, byte @Nullable []> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param writer tells apart those who write to the folder; the same one adds to what it wrote
   */
  LastValues(Path folder, int writer) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < BUCKETS; i++) {
      Path file = folder.resolve(writer + "-" + i);
      buckets[i] =
          new DataOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                  BUFFER));
    }
  }

  /** Notes the value of a key, null when it has none any more. */
  void put(String key, byte @Nullable [] value) throws IOException {
    open.put(key, value);
    if (open.size() > OPEN_KEYS) {
      Iterator<Map.Entry<String, byte @Nullable []>> oldest = open.entrySet().iterator();
      write(oldest.next());
      oldest.remove();
    }
  }

  private void write(Map.Entry<String, byte @Nullable []> entry) throws IOException {
    DataOutputStream out = buckets[Math.floorMod(entry.getKey().hashCode(), BUCKETS)];
    out.writeUTF(entry.getKey());
    byte[] value = entry.getValue();
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  /** Everything noted so far can be read. */
  void flush() throws IOException {
    for (Map.Entry<String, byte @Nullable []> entry : open.entrySet()) {
      write(entry);
    }
    open.clear();
    for (DataOutputStream bucket : buckets) {
      bucket.flush();
    }
  }

  @Override
  public void close() throws IOException {
    for (DataOutputStream bucket : buckets) {
      bucket.close();
    }
  }

  /** The keys of a bucket; a null value of one that had values and has none. */
  static Map<String, byte @Nullable []> read(Path folder, int bucket) {
    Map<String, byte @Nullable []> last = new HashMap<>();
    for (Path file : files(folder, bucket)) {
      try (var in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
        while (in.available() > 0) {
          String key = in.readUTF();
          int length = in.readInt();
          last.put(key, length < 0 ? null : in.readNBytes(length));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + file, e);
      }
    }
    return last;
  }

  private static List<Path> files(Path folder, int bucket) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-" + bucket))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }
}
