package io.limpet.retail;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads the data set that ships with this module, all 541,909 rows in the order of the file. */
final class RetailRows {
  private static final String RESOURCE = "online_retail.csv.gz";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  // Few values for many rows: each is worked out once, and kept once.
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> descriptions = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();

  private RetailRows() {}

  static void forEach(Consumer<RetailRow> action) {
    try (InputStream packed =
            Objects.requireNonNull(
                RetailRows.class.getResourceAsStream(RESOURCE), "no resource " + RESOURCE);
        InputStream csv = new GZIPInputStream(packed, 1 << 16);
        CsvReader<CsvRecord> records =
            CsvReader.builder().ofCsvRecord(csv, StandardCharsets.UTF_8)) {
      Iterator<CsvRecord> rows = records.iterator();
      rows.next(); // the header: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, ...
      RetailRows reader = new RetailRows();
      while (rows.hasNext()) {
        action.accept(reader.row(rows.next()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + RESOURCE, e);
    }
  }

  private RetailRow row(CsvRecord record) {
    String customer = record.getField(6);
    return new RetailRow(
        record.getField(0),
        codes.computeIfAbsent(record.getField(1), code -> code.strip().toUpperCase(Locale.ROOT)),
        descriptions.computeIfAbsent(
            record.getField(2), text -> SPACES.matcher(text).replaceAll(" ").strip()),
        Integer.parseInt(record.getField(3)),
        times.computeIfAbsent(record.getField(4), RetailRows::millis),
        Double.parseDouble(record.getField(5)),
        // The file has customers as decimals, 17850.0.
        customer.endsWith(".0") ? customer.substring(0, customer.length() - 2) : customer,
        record.getField(7));
  }

  private static long millis(String time) {
    return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
