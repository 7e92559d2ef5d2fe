package io.limpet.search.text;

import io.limpet.search.text.TextVectors.Quantised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of texts that were encoded before, by the fingerprint of the text. A file that grows at
 * its end; what a crash left half written is cut off when it is opened, and a file that is not one
 * of these begins anew: all of it can be made again. Thread-safe.
 */
public final class VectorFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VectorFile.class);
  private static final int FINGERPRINT = 16;
  private static final int HEADER = 16;
  private static final long MAGIC = 0x4c_69_6d_70_65_74_54_31L; // "LimpetT1"

  private final ConcurrentHashMap<Fingerprint, Quantised> known = new ConcurrentHashMap<>();
  private final int dimensions;
  private final @Nullable FileChannel channel;

  private record Fingerprint(long high, long low) {
    static Fingerprint of(String text) {
      try {
        ByteBuffer digest =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(digest.getLong(), digest.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  private VectorFile(int dimensions, @Nullable FileChannel channel) {
    this.dimensions = dimensions;
    this.channel = channel;
  }

  /** Keeps vectors in memory only. */
  public static VectorFile inMemory(int dimensions) {
    return new VectorFile(dimensions, null);
  }

  /**
   * Opens a file, or begins one.
   *
   * @param file a file for each encoder
   * @param dimensions of its vectors
   */
  public static VectorFile open(Path file, int dimensions) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      var opened = new VectorFile(dimensions, channel);
      opened.read(file, channel);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("opening " + file, e);
    }
  }

  private int record() {
    return FINGERPRINT + Float.BYTES + dimensions;
  }

  private void read(Path file, FileChannel from) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    readFully(from, header);
    header.flip();
    if (header.remaining() < HEADER
        || header.getLong() != MAGIC
        || header.getLong() != dimensions) {
      if (from.size() > 0) {
        LOG.warn("{} is not of this encoder and begins anew", file);
      }
      from.truncate(0);
      from.write(header.clear().putLong(MAGIC).putLong(dimensions).flip(), 0);
      from.position(HEADER);
      return;
    }
    ByteBuffer block = ByteBuffer.allocate(record() * 1_024);
    long good = HEADER;
    while (readFully(from, block.clear()) >= record()) {
      block.flip();
      while (block.remaining() >= record()) {
        var key = new Fingerprint(block.getLong(), block.getLong());
        float scale = block.getFloat();
        byte[] bytes = new byte[dimensions];
        block.get(bytes);
        known.put(key, new Quantised(bytes, scale));
        good += record();
      }
    }
    from.truncate(good);
    from.position(good);
  }

  private static int readFully(FileChannel from, ByteBuffer into) throws IOException {
    while (into.hasRemaining() && from.read(into) >= 0) {
      // On until it is full or the file ends.
    }
    return into.position();
  }

  /** The vector of a text, null if it was not encoded. */
  @Nullable Quantised get(String text) {
    return known.get(Fingerprint.of(text));
  }

  /** Keeps the vector of a text. A disk that is full is told of, and the vector kept in memory. */
  void add(String text, Quantised vector) {
    Fingerprint key = Fingerprint.of(text);
    if (known.putIfAbsent(key, vector) != null || channel == null) {
      return;
    }
    ByteBuffer record =
        ByteBuffer.allocate(record())
            .putLong(key.high())
            .putLong(key.low())
            .putFloat(vector.scale())
            .put(vector.bytes())
            .flip();
    try {
      synchronized (channel) {
        while (record.hasRemaining()) {
          channel.write(record);
        }
      }
    } catch (IOException e) {
      LOG.warn("the vector of a text was not kept: {}", e.toString());
    }
  }

  /** How many texts are known. */
  public int size() {
    return known.size();
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("closing the vectors of texts: {}", e.toString());
      }
    }
  }
}
