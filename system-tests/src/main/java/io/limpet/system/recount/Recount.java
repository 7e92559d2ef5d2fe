package io.limpet.system.recount;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts a lake with DuckDB. Shares no code with what counts it live. */
public final class Recount implements AutoCloseable {
  private final Connection duckdb;
  private final String files;

  /**
   * @param lake its folder
   */
  public Recount(Path lake) throws SQLException {
    this.duckdb = DriverManager.getConnection("jdbc:duckdb:");
    this.files = lake.toAbsolutePath() + "/day=*/*.parquet";
  }

  /** Every figure that is not 0, by {@code epoch day/name}. */
  public Map<String, Long> figures(boolean synthetic) throws IOException, SQLException {
    Map<String, Long> figures = new TreeMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                sql().replace("{lake}", files).replace("{traffic}", String.valueOf(synthetic)))) {
      while (rows.next()) {
        figures.put(rows.getLong(1) + "/" + rows.getString(2), rows.getLong(3));
      }
    }
    return figures;
  }

  /** Different visitors active from one day to another, both inclusive, epoch days. */
  public long visitors(long from, long to) throws SQLException {
    String sql =
        "select count(distinct visitor) from read_parquet('%s') where not synthetic and event not in ('refund', 'identify') and floor(epoch_ms(\"timestamp\") / 86400000) between %d and %d"
            .formatted(files, from, to);
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String sql() throws IOException {
    try (InputStream in = Recount.class.getResourceAsStream("engagement.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
  }
}
