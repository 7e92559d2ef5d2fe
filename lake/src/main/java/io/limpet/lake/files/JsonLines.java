package io.limpet.lake.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON objects, one a line; gzip is seen by its first bytes. Empty lines are passed over.
 * A bad line ends the reading with a {@link BadInputException}, or is left out where {@link
 * BadRows} says so. Not thread-safe.
 *
 * @param <T> what a line is read to
 */
public abstract class JsonLines<T> implements Iterator<T>, AutoCloseable {
  private static final int LINE_MOST = 10_000_000;

  private final Path file;
  private final InputStream in;
  private final BadRows badRows;
  private @Nullable T next;
  private long readLines;
  private long line;
  private long accepted;
  private boolean ended;

  JsonLines(Path file, BadRows badRows) {
    this.file = file;
    this.badRows = badRows;
    this.in = Inputs.open(file);
  }

  /** Looks for the first line, and closes a file that has none or a bad one. */
  final void requireLine() {
    try {
      if (!hasNext()) {
        throw BadInputException.ofFile(file, "is empty; give one JSON object a line");
      }
    } catch (BadInputException e) {
      close();
      throw e;
    }
  }

  /**
   * Reads a line.
   *
   * @param json not empty
   * @throws BadInputException made by {@link #bad}
   */
  abstract T read(byte[] json);

  /** Names a fault of the line that is read now. */
  final BadInputException bad(byte[] json, String field, String fault) {
    String shown =
        accepted == 0 && json[0] == '['
            ? "begins a JSON list; give one JSON object a line, without brackets"
            : fault;
    return BadInputException.ofRow(file, "line", readLines, field, shown);
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      byte[] json = readLine();
      if (json != null && json.length > 0) {
        try {
          next = read(json);
          accepted++;
        } catch (BadInputException e) {
          badRows.add(e);
        }
      }
    }
    return next != null;
  }

  @Override
  public T next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    T result = next;
    line = readLines;
    next = null;
    return result;
  }

  /** Line of what {@link #next()} gave last, from 1. */
  public long line() {
    return line;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + file, e);
    }
  }

  /** The next line without its end and without spaces around it, null at the end of the file. */
  private byte @Nullable [] readLine() {
    var bytes = new ByteArrayOutputStream(512);
    try {
      int b = in.read();
      if (b < 0) {
        ended = true;
        return null;
      }
      readLines++;
      for (; b >= 0 && b != '\n'; b = in.read()) {
        bytes.write(b);
        if (bytes.size() > LINE_MOST) {
          throw BadInputException.ofRow(
              file, "line", readLines, "", "is longer than 10 MB; give one JSON object a line");
        }
      }
    } catch (IOException e) {
      throw Inputs.unreadable(file, e);
    }
    return strip(bytes.toByteArray());
  }

  private byte[] strip(byte[] line) {
    int from = readLines == 1 && startsWithMark(line) ? 3 : 0;
    int to = line.length;
    while (from < to && line[from] <= ' ' && line[from] >= 0) {
      from++;
    }
    while (to > from && line[to - 1] <= ' ' && line[to - 1] >= 0) {
      to--;
    }
    return Arrays.copyOfRange(line, from, to);
  }

  /** Whether an editor put a byte order mark at the beginning. */
  private static boolean startsWithMark(byte[] line) {
    return line.length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }
}
