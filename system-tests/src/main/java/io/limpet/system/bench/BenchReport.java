package io.limpet.system.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a benchmark found: tables of rows, for people and as JSON. Belongs to one thread. */
final class BenchReport {
  private final String benchmark;
  private final String began = Instant.now().toString();
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();

  BenchReport(String benchmark) {
    this.benchmark = benchmark;
  }

  /** Notes with what the benchmark was run. */
  BenchReport setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  /** Adds a row to a table: a column and its value by turns. */
  void row(String table, Object... columnsAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      row.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
    }
    tables.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
  }

  /** Prints every table. */
  void print(PrintWriter out) {
    tables.forEach(
        (title, rows) -> {
          out.println();
          out.println(title);
          print(out, rows);
        });
    out.flush();
  }

  private static void print(PrintWriter out, List<Map<String, Object>> rows) {
    List<String> columns = List.copyOf(rows.getFirst().keySet());
    int[] widths = columns.stream().mapToInt(String::length).toArray();
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    for (Map<String, Object> row : rows) {
      lines.add(columns.stream().map(column -> shown(row.get(column))).toList());
    }
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String format = i == 0 ? "  %-" + widths[i] + "s" : "  %" + widths[i] + "s";
        text.append(format.formatted(line.get(i)));
      }
      out.println(text);
    }
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, number >= 1_000 ? "%.0f" : "%.2f", number)
        : String.valueOf(value);
  }

  /** Writes all of it as JSON. */
  void write(Path file) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", benchmark);
    all.put("began", began);
    all.put(
        "machine",
        Map.of(
            "cores",
            Runtime.getRuntime().availableProcessors(),
            "java",
            Runtime.version().toString(),
            "os",
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "load_average_before",
            loadBefore));
    all.put("settings", settings);
    all.put("tables", tables);
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(file.toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
