package io.limpet.retail;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the shop as files that every command takes as {@code --interactions} and {@code --items}.
 */
public final class RetailFiles {
  /** Name of the file of interactions. */
  public static final String INTERACTIONS = "interactions.csv.gz";

  /** Name of the file of items. */
  public static final String ITEMS = "items.jsonl.gz";

  private RetailFiles() {}

  /**
   * Writes both files into a folder.
   *
   * @param args the folder, and optionally the day that the last invoice is to fall on
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: RetailFiles FOLDER [LAST_DAY, 2026-01-31 for one]");
      System.exit(2);
    }
    LocalDate lastDay = args.length == 2 ? LocalDate.parse(args[1]) : OnlineRetail.LAST_DAY;
    write(OnlineRetail.load(lastDay), Path.of(args[0]));
  }

  /** Writes both files into a folder, which is made if it is missing. */
  public static void write(OnlineRetail shop, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (OutputStream out = gzip(folder.resolve(ITEMS))) {
      for (Item item : shop.items()) {
        out.write(ItemWriter.write(item));
        out.write('\n');
      }
    }
    try (OutputStream out = gzip(folder.resolve(INTERACTIONS));
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(
          "user_id", "item_id", "event", "timestamp", "session_id", "quantity", "price");
      for (Event event : shop.events()) {
        write(event, csv);
      }
    }
  }

  private static void write(Event event, CsvWriter csv) {
    String time = Instant.ofEpochMilli(event.timestampMillis()).toString();
    String session = event.sessionId() == null ? "" : event.sessionId();
    for (LineItem line : event.items()) {
      csv.writeRecord(
          event.visitor(),
          line.itemId(),
          event.type().wireName(),
          time,
          session,
          Integer.toString(line.quantity()),
          String.valueOf(line.price()));
    }
  }

  private static OutputStream gzip(Path file) throws IOException {
    return new BufferedOutputStream(
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16);
  }
}
