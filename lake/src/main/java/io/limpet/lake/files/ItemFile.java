package io.limpet.lake.files;

import io.limpet.core.event.Rejection;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemReader;
import io.limpet.core.item.ItemResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A file of items: JSONL, one object a line, with the fields of {@link Item}; gzip is seen by its
 * first bytes. Empty lines are passed over. A bad line ends the reading with a {@link
 * BadInputException}, or is left out where {@link BadRows} says so. Not thread-safe.
 */
public final class ItemFile implements Iterator<Item>, AutoCloseable {
  private static final int LINE_MOST = 10_000_000;

  private final Path file;
  private final InputStream in;
  private final BadRows badRows;
  private final ItemReader reader = new ItemReader();
  private @Nullable Item next;
  private long readLines;
  private long line;
  private long items;
  private boolean ended;

  private ItemFile(Path file, BadRows badRows) {
    this.file = file;
    this.badRows = badRows;
    this.in = Inputs.open(file);
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException when it cannot be read or holds no item
   */
  public static ItemFile open(Path file) {
    return open(file, BadRows.none());
  }

  /**
   * Opens a file some of whose lines may be left out.
   *
   * @param badRows is told of them
   * @throws BadInputException when it cannot be read or holds no item
   */
  public static ItemFile open(Path file, BadRows badRows) {
    ItemFile opened = new ItemFile(file, badRows);
    try {
      if (!opened.hasNext()) {
        throw BadInputException.ofFile(file, "is empty; give one JSON object a line");
      }
      return opened;
    } catch (BadInputException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      byte[] json = readLine();
      if (json != null && json.length > 0) {
        try {
          next = read(json);
          items++;
        } catch (BadInputException e) {
          badRows.add(e);
        }
      }
    }
    return next != null;
  }

  @Override
  public Item next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Item result = next;
    line = readLines;
    next = null;
    return result;
  }

  /** Line of the item that {@link #next()} gave last, from 1. */
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

  private Item read(byte[] json) {
    return switch (reader.read(json)) {
      case ItemResult.Accepted accepted -> accepted.item();
      case ItemResult.Rejected rejected -> throw bad(json, rejected.rejection());
    };
  }

  private BadInputException bad(byte[] json, Rejection rejection) {
    String fault =
        items == 0 && json[0] == '['
            ? "begins a JSON list; give one JSON object a line, without brackets"
            : rejection.message();
    return BadInputException.ofRow(file, "line", readLines, rejection.field(), fault);
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
    return java.util.Arrays.copyOfRange(line, from, to);
  }

  /** Whether an editor put a byte order mark at the beginning. */
  private static boolean startsWithMark(byte[] line) {
    return line.length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }
}
