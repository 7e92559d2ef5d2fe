package io.limpet.lake.files;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.Limits;
import io.limpet.core.event.LineItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the interactions of a file into events: rows that follow each other and have the same user,
 * event, timestamp and session become one event with several items, whose {@code value} is the sum
 * of theirs. Ratings stay apart, each with its own value.
 *
 * <p>An event's id is made of the file's content and the first of its rows, so that the same file
 * imported twice counts once. Not thread-safe.
 */
public final class EventBatches implements Iterator<Event>, AutoCloseable {
  private final InteractionFile file;
  private final String fingerprint;
  private @Nullable Interaction ahead;
  private long aheadRow;

  private EventBatches(InteractionFile file, String fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
    advance();
  }

  /**
   * Opens a file of interactions, and reads it once for its fingerprint.
   *
   * @throws BadInputException when it cannot be read or is no file of interactions
   */
  public static EventBatches open(Path path) {
    InteractionFile file = InteractionFile.open(path);
    try {
      return new EventBatches(file, fingerprint(path));
    } catch (BadInputException e) {
      file.close();
      throw e;
    }
  }

  /** Made of the file's bytes: two files of one fingerprint are the same import. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Event next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Interaction first = ahead;
    String eventId = fingerprint + "-" + aheadRow;
    List<LineItem> items = new ArrayList<>();
    Double value = null;
    do {
      items.add(new LineItem(ahead.itemId(), ahead.quantity(), ahead.price(), null));
      if (ahead.value() != null) {
        value = value == null ? ahead.value() : value + ahead.value();
      }
      advance();
    } while (ahead != null && belongs(ahead, first, items.size()));
    boolean anonymous = Event.isAnonymous(first.userId());
    return new Event(
        eventId,
        first.type(),
        anonymous ? null : first.userId(),
        anonymous ? first.userId().substring(Event.ANONYMOUS_PREFIX.length()) : null,
        first.sessionId(),
        first.timestampMillis(),
        items,
        value,
        null,
        null,
        null,
        Map.of());
  }

  private static boolean belongs(Interaction row, Interaction first, int items) {
    return items < Limits.ITEMS_PER_EVENT
        && row.type() == first.type()
        && row.type() != EventType.RATE
        && row.timestampMillis() == first.timestampMillis()
        && row.userId().equals(first.userId())
        && Objects.equals(row.sessionId(), first.sessionId());
  }

  private void advance() {
    ahead = file.hasNext() ? file.next() : null;
    aheadRow = file.row();
    if (ahead != null && ahead.timestampMillis() < Limits.EARLIEST.toEpochMilli()) {
      throw file.bad(
          "timestamp",
          "timestamp %s is before %s, which the stack refuses; evaluate such a file, or shift its times"
              .formatted(Instant.ofEpochMilli(ahead.timestampMillis()), Limits.EARLIEST));
    }
  }

  /** The first 16 hexadecimal digits of the SHA-256 of a file's bytes. */
  private static String fingerprint(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw Inputs.unreadable(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
