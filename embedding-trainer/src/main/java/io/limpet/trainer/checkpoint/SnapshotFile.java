package io.limpet.trainer.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A {@link Snapshot} as a file: a mark, the title, the facts, the arrays as big-endian floats, and
 * a CRC-32C of it all. Read by the release that wrote it, so nothing in it is versioned but the
 * mark.
 */
final class SnapshotFile {
  private static final long MARK = 0x4c694d5065543031L;
  private static final int CHUNK_FLOATS = 1 << 16;
  private static final int BUFFER = 1 << 16;

  private SnapshotFile() {}

  /** Writes a new file and forces it to the disk. */
  static void write(Path file, Snapshot snapshot) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(Channels.newOutputStream(channel), snapshot);
      channel.force(true);
    }
  }

  static void write(OutputStream to, Snapshot snapshot) throws IOException {
    var checked = new CheckedOutputStream(new BufferedOutputStream(to, BUFFER), new CRC32C());
    var out = new DataOutputStream(checked);
    out.writeLong(MARK);
    out.writeUTF(snapshot.title());
    out.writeInt(snapshot.facts().size());
    for (Map.Entry<String, String> fact : snapshot.facts().entrySet()) {
      out.writeUTF(fact.getKey());
      out.writeUTF(fact.getValue());
    }
    out.writeInt(snapshot.arrays().size());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES);
    for (Map.Entry<String, float[]> entry : snapshot.arrays().entrySet()) {
      float[] array = entry.getValue();
      out.writeUTF(entry.getKey());
      out.writeInt(array.length);
      for (int from = 0; from < array.length; from += CHUNK_FLOATS) {
        int size = Math.min(CHUNK_FLOATS, array.length - from);
        chunk.clear().asFloatBuffer().put(array, from, size);
        out.write(chunk.array(), 0, size * Float.BYTES);
      }
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  /**
   * Reads a file after checking all of it, so that no array is touched by a damaged one.
   *
   * @param into the arrays to fill; others of the file are passed over
   * @return title and facts
   * @throws IOException when it cannot be read, is damaged or has no such arrays
   */
  static Snapshot read(Path file, Map<String, float[]> into) throws IOException {
    check(file);
    try (DataInputStream in = open(Files.newInputStream(file))) {
      in.readLong();
      String title = in.readUTF();
      Map<String, String> facts = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        facts.put(in.readUTF(), in.readUTF());
      }
      int filled = 0;
      byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
      for (int left = in.readInt(); left > 0; left--) {
        float[] array = into.get(in.readUTF());
        int length = in.readInt();
        if (array != null && array.length != length) {
          throw new IOException("it is of a training of another size");
        }
        filled += array == null ? 0 : 1;
        for (int from = 0; from < length; from += CHUNK_FLOATS) {
          int size = Math.min(CHUNK_FLOATS, length - from);
          in.readFully(chunk, 0, size * Float.BYTES);
          if (array != null) {
            ByteBuffer.wrap(chunk).asFloatBuffer().get(array, from, size);
          }
        }
      }
      if (filled < into.size()) {
        throw new IOException("it holds %d of %d arrays".formatted(filled, into.size()));
      }
      return new Snapshot(title, facts, Map.of());
    }
  }

  private static DataInputStream open(InputStream in) {
    return new DataInputStream(new BufferedInputStream(in, BUFFER));
  }

  private static void check(Path file) throws IOException {
    long left = Files.size(file) - Long.BYTES;
    var checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32C());
    try (DataInputStream in = new DataInputStream(checked)) {
      if (in.readLong() != MARK) {
        throw new IOException("it is no checkpoint of this release");
      }
      byte[] chunk = new byte[BUFFER];
      for (left -= Long.BYTES; left > 0; ) {
        int size = (int) Math.min(left, chunk.length);
        in.readFully(chunk, 0, size);
        left -= size;
      }
      long expected = checked.getChecksum().getValue();
      if (in.readLong() != expected) {
        throw new IOException("its checksum is wrong");
      }
    } catch (EOFException e) {
      throw new IOException("it ends too soon", e);
    }
  }
}
