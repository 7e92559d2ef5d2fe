package io.limpet.lake.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file with a header line: commas, quotes where needed, UTF-8. */
final class CsvTable implements TextTable {
  private final Path file;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> columns;
  private @Nullable CsvRecord current;

  CsvTable(Path file) {
    this.file = file;
    // A decoder of our own, since the usual one puts a question mark where text is not UTF-8.
    var text = new InputStreamReader(Inputs.open(file), StandardCharsets.UTF_8.newDecoder());
    CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text);
    this.records = reader.iterator();
    if (!advance()) {
      close();
      throw BadInputException.ofFile(file, "is empty; the first line must name the columns");
    }
    this.columns = header(current());
  }

  private List<String> header(CsvRecord record) {
    List<String> names =
        record.getFields().stream().map(name -> name.replace("\uFEFF", "").strip()).toList();
    if (names.size() == 1) {
      for (String delimiter : List.of(";", "\t", "|")) {
        if (names.getFirst().contains(delimiter)) {
          close();
          throw BadInputException.ofRow(
              file,
              rowName(),
              1,
              "",
              "columns are set apart by "
                  + (delimiter.equals("\t") ? "tabs" : "\"" + delimiter + "\"")
                  + "; save the file with commas");
        }
      }
    }
    return names;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return advance();
  }

  @Override
  public @Nullable String fault() {
    int found = current().getFieldCount();
    return found == columns.size()
        ? null
        : "has %d fields where the header has %d; put quotes around values with commas"
            .formatted(found, columns.size());
  }

  private boolean advance() {
    try {
      current = records.hasNext() ? records.next() : null;
      return current != null;
    } catch (UncheckedIOException e) {
      throw Inputs.unreadable(
          file, e.getCause() instanceof IOException io ? io : new IOException(e));
    } catch (CsvParseException e) {
      String why = e.getCause() instanceof CsvParseException cause ? cause.getMessage() : "";
      throw BadInputException.ofRow(
          file,
          rowName(),
          current == null ? 1 : row(),
          "",
          "what follows is not CSV (%s %s); look for a quote that is not closed"
              .formatted(e.getMessage(), why)
              .replace(" )", ")"));
    }
  }

  private CsvRecord current() {
    if (current == null) {
      throw new IllegalStateException("there is no row; call next first");
    }
    return current;
  }

  @Override
  public @Nullable String get(int column) {
    String value = current().getField(column);
    return value.isEmpty() ? null : value;
  }

  @Override
  public long row() {
    return current().getStartingLineNumber();
  }

  @Override
  public String rowName() {
    return "line";
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + file, e);
    }
  }
}
