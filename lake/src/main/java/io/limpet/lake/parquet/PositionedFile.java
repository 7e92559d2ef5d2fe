package io.limpet.lake.parquet;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read by position into the heap, where the reader would map it by itself. Somebody
 * who cuts off or overwrites a mapped file under a reader ends the whole JVM with a bus error; read
 * this way, it is an exception. Safe for many threads.
 */
public final class PositionedFile implements InputFile {
  private final Path path;
  private volatile @Nullable FileChannel channel;

  public PositionedFile(Path path) {
    this.path = path;
  }

  @Override
  public synchronized void open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  @Override
  public ByteBuffer readRange(long offset, int length) throws IOException {
    if (length <= 0) {
      // A page that says it is longer than its column: the reader would ask for the rest for ever.
      throw new EOFException("nothing is left to be read at byte " + offset);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (opened().read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("the file ends before byte " + (offset + length));
      }
    }
    return bytes.flip();
  }

  @Override
  public long length() throws IOException {
    return opened().size();
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new IOException(path + " was not opened");
    }
    return open;
  }
}
