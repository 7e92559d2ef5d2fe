package io.limpet.lake.files;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.Faults;
import io.limpet.core.event.Limits;
import io.limpet.core.event.Timestamps;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of interactions, CSV or Parquet, read one row after the other.
 *
 * <p>Columns, in any order: {@code user_id}, {@code item_id}, {@code event} and {@code timestamp}
 * must be there; {@code session_id}, {@code quantity}, {@code price} and {@code value} may be. A
 * file that ends in {@code .parquet} is read as Parquet, all others as CSV with a header line; gzip
 * is seen by its first bytes. Timestamps are epoch seconds, epoch milliseconds or RFC 3339. Events
 * have GA4's names or the short ones of {@link EventNames}.
 *
 * <p>A bad row ends the reading with a {@link BadInputException}, or is left out where {@link
 * BadRows} says so: nothing of a file is guessed. Not thread-safe.
 */
public final class InteractionFile implements Iterator<Interaction>, AutoCloseable {
  private static final List<String> REQUIRED = List.of("user_id", "item_id", "event", "timestamp");
  private static final List<String> KNOWN =
      List.of(
          "user_id", "item_id", "event", "timestamp", "session_id", "quantity", "price", "value");
  private static final String QUANTITY = "a whole number from 1 to " + Limits.QUANTITY;
  private static final String AMOUNT = "a number from 0 to %.0f".formatted(Limits.AMOUNT);
  private static final Set<EventType> WITHOUT_ITEM =
      Set.of(EventType.SEARCH, EventType.SURVEY, EventType.IDENTIFY);

  private final Path file;
  private final TextTable table;
  private final BadRows badRows;
  private final int[] columnOf = new int[KNOWN.size()];
  private final long latest;
  private @Nullable Interaction next;
  private long row;

  private InteractionFile(Path file, TextTable table, BadRows badRows, long nowMillis) {
    this.file = file;
    this.table = table;
    this.badRows = badRows;
    this.latest = nowMillis + Limits.AHEAD.toMillis();
    checkColumns();
    for (int i = 0; i < columnOf.length; i++) {
      columnOf[i] = table.columns().indexOf(KNOWN.get(i));
    }
  }

  /**
   * Opens a file and checks its columns.
   *
   * @throws BadInputException when it cannot be read or is no file of interactions
   */
  public static InteractionFile open(Path file) {
    return open(file, BadRows.none());
  }

  /**
   * Opens a file some of whose rows may be left out.
   *
   * @param badRows is told of them
   * @throws BadInputException when it cannot be read or is no file of interactions
   */
  public static InteractionFile open(Path file, BadRows badRows) {
    TextTable table =
        file.toString().endsWith(".parquet") ? new ParquetTable(file) : new CsvTable(file);
    try {
      return new InteractionFile(file, table, badRows, System.currentTimeMillis());
    } catch (BadInputException e) {
      table.close();
      throw e;
    }
  }

  private void checkColumns() {
    List<String> columns = table.columns();
    List<String> missing = REQUIRED.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw BadInputException.ofRow(
          file,
          table.rowName(),
          1,
          missing.getFirst(),
          "no column %s among %s; the first line must name the columns, of which %s are needed"
              .formatted(missing.getFirst(), shown(columns), REQUIRED));
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!KNOWN.contains(column)) {
        throw BadInputException.ofRow(
            file,
            table.rowName(),
            1,
            column,
            "column \"%s\" is not known; remove it, the known ones are %s"
                .formatted(Faults.shown(column), KNOWN));
      }
      if (!seen.add(column)) {
        throw BadInputException.ofRow(
            file, table.rowName(), 1, column, "column " + column + " is there twice; remove one");
      }
    }
  }

  private static String shown(List<String> columns) {
    return Faults.shown(String.join(",", columns));
  }

  @Override
  public boolean hasNext() {
    while (next == null && table.next()) {
      try {
        next = read();
      } catch (BadInputException e) {
        badRows.add(e);
      }
    }
    return next != null;
  }

  @Override
  public Interaction next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Interaction result = next;
    row = table.row();
    next = null;
    return result;
  }

  /** Line or row of the interaction that {@link #next()} gave last, from 1. */
  public long row() {
    return row;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Names a fault of the row that was read last. */
  BadInputException bad(String field, String fault) {
    return BadInputException.ofRow(file, table.rowName(), table.row(), field, fault);
  }

  @Override
  public void close() {
    table.close();
  }

  private Interaction read() {
    String fault = table.fault();
    if (fault != null) {
      throw bad("", fault);
    }
    String userId = id("user_id", required("user_id"));
    if (userId.equals(Event.ANONYMOUS_PREFIX)) {
      throw bad("user_id", "user_id \"" + userId + "\" has nothing behind the colon; give an id");
    }
    String sessionId = find("session_id");
    return new Interaction(
        userId,
        id("item_id", required("item_id")),
        event(required("event")),
        timestamp(required("timestamp")),
        sessionId == null ? null : id("session_id", sessionId),
        quantity(find("quantity")),
        amount("price", find("price")),
        amount("value", find("value")));
  }

  private @Nullable String find(String name) {
    int column = columnOf[KNOWN.indexOf(name)];
    return column < 0 ? null : table.get(column);
  }

  private String required(String name) {
    String value = find(name);
    if (value == null || value.isBlank()) {
      throw bad(name, name + " is empty; give one in every row");
    }
    return value;
  }

  private String id(String name, String value) {
    String fault = Faults.idFault(value);
    if (fault != null) {
      throw bad(name, name + " " + fault);
    }
    return value;
  }

  private EventType event(String value) {
    EventType type =
        EventNames.find(value.strip())
            .orElseThrow(
                () ->
                    bad(
                        "event",
                        "event \"%s\" is not known; the names are in docs/contracts.md, view_item for one"
                            .formatted(Faults.shown(value))));
    if (WITHOUT_ITEM.contains(type)) {
      throw bad(
          "event", type.wireName() + " has no item; leave such rows out of files of interactions");
    }
    return type;
  }

  private long timestamp(String value) {
    OptionalLong millis = Timestamps.ofFileText(value);
    if (millis.isEmpty()) {
      throw bad(
          "timestamp",
          "timestamp is \"%s\"; give epoch seconds, epoch milliseconds or RFC 3339 (2026-01-31T12:00:00Z)"
              .formatted(Faults.shown(value)));
    }
    if (millis.getAsLong() < 0 || millis.getAsLong() > latest) {
      throw bad(
          "timestamp",
          "timestamp is \"%s\", which is %s; give a time from 1970 until now"
              .formatted(Faults.shown(value), time(millis.getAsLong())));
    }
    return millis.getAsLong();
  }

  private static String time(long millis) {
    return millis > 253_402_300_799_999L || millis < -62_135_596_800_000L
        ? "out of any calendar"
        : Instant.ofEpochMilli(millis).toString();
  }

  private int quantity(@Nullable String value) {
    if (value == null) {
      return 1;
    }
    double number = number("quantity", value, QUANTITY);
    if (number != Math.rint(number) || number < 1 || number > Limits.QUANTITY) {
      throw bad("quantity", "quantity is \"%s\"; give %s".formatted(Faults.shown(value), QUANTITY));
    }
    return (int) number;
  }

  private @Nullable Double amount(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    double number = number(name, value, AMOUNT);
    if (!(number >= 0 && number <= Limits.AMOUNT)) {
      throw bad(name, "%s is \"%s\"; give %s".formatted(name, Faults.shown(value), AMOUNT));
    }
    return number;
  }

  private double number(String name, String value, String expected) {
    try {
      // Stricter than Double.parseDouble, which takes NaN, 1d and 0x1p3.
      return new BigDecimal(value.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw bad(name, "%s is \"%s\"; give %s".formatted(name, Faults.shown(value), expected));
    }
  }
}
