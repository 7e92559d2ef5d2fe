package io.limpet.retail;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads the data set that ships with this module, all 541,909 rows in the order of the file. */
final class RetailRows {
  private static final String RESOURCE = "online_retail.csv.gz";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private RetailRows() {}

  static void forEach(Consumer<RetailRow> action) {
    try (InputStream packed =
            Objects.requireNonNull(
                RetailRows.class.getResourceAsStream(RESOURCE), "no resource " + RESOURCE);
        InputStream csv = new GZIPInputStream(packed, 1 << 16);
        CsvReader<NamedCsvRecord> records =
            CsvReader.builder().ofNamedCsvRecord(csv, StandardCharsets.UTF_8)) {
      // The rows of an invoice follow each other, so its time is parsed once.
      String lastTime = "";
      long lastMillis = 0;
      for (NamedCsvRecord record : records) {
        String time = record.getField("InvoiceDate");
        if (!time.equals(lastTime)) {
          lastTime = time;
          lastMillis = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        action.accept(row(record, lastMillis));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + RESOURCE, e);
    }
  }

  private static RetailRow row(NamedCsvRecord record, long timestampMillis) {
    String customer = record.getField("CustomerID");
    return new RetailRow(
        record.getField("InvoiceNo"),
        record.getField("StockCode").strip().toUpperCase(Locale.ROOT),
        SPACES.matcher(record.getField("Description")).replaceAll(" ").strip(),
        Integer.parseInt(record.getField("Quantity")),
        timestampMillis,
        Double.parseDouble(record.getField("UnitPrice")),
        // The file has customers as decimals, 17850.0.
        customer.endsWith(".0") ? customer.substring(0, customer.length() - 2) : customer,
        record.getField("Country"));
  }
}
