package io.limpet.lake.row;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.hardwood.reader.RowReader;
import io.limpet.core.event.EventType;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.parquet.RowColumns;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * {@link LakeRow} as a row of a Parquet file, both ways. Columns are found by name, so a later
 * release may add some.
 */
public final class LakeParquet {
  /** The columns, in order. */
  static final MessageType SCHEMA = schema();

  private static final String PROPERTY = "property_";

  private LakeParquet() {}

  private static MessageType schema() {
    Types.GroupBuilder<MessageType> schema =
        Types.buildMessage()
            .required(BINARY)
            .as(stringType())
            .named("event_id")
            .required(BINARY)
            .as(stringType())
            .named("visitor")
            .optional(BINARY)
            .as(stringType())
            .named("user_id")
            .optional(BINARY)
            .as(stringType())
            .named("anonymous_id")
            .required(BINARY)
            .as(stringType())
            .named("session_id")
            .required(BINARY)
            .as(stringType())
            .named("event")
            .optional(BINARY)
            .as(stringType())
            .named("item_id")
            .required(INT32)
            .named("quantity")
            .optional(DOUBLE)
            .named("price")
            .optional(DOUBLE)
            .named("value")
            .optional(BINARY)
            .as(stringType())
            .named("currency")
            .optional(BINARY)
            .as(stringType())
            .named("query")
            .optional(BINARY)
            .as(stringType())
            .named("recommendation_id")
            .optional(INT32)
            .named("index")
            .required(INT64)
            .as(timestampType(true, MILLIS))
            .named("timestamp")
            .required(INT64)
            .as(timestampType(true, MILLIS))
            .named("received")
            .required(BOOLEAN)
            .named("synthetic")
            .optional(INT32)
            .named("origin_partition")
            .optional(INT64)
            .named("origin_offset");
    for (String property : LakeProperties.KEPT) {
      schema.optional(BINARY).as(stringType()).named(PROPERTY + property);
    }
    return schema.named("lake_row");
  }

  /**
   * Begins a file of lake rows. For Flink's {@code BulkWriter}: {@code addElement} is {@link
   * ParquetWriter#write}, {@code finish} is {@link ParquetWriter#finish}, and {@code flush} has
   * nothing to do.
   */
  public static ParquetWriter<LakeRow> writer(OutputStream out) throws IOException {
    return new ParquetWriter<>(out, SCHEMA, LakeParquet::write);
  }

  private static void write(LakeRow row, RowColumns columns) {
    columns
        .add(row.eventId())
        .add(row.visitor())
        .add(row.userId())
        .add(row.anonymousId())
        .add(row.sessionId())
        .add(row.type().wireName())
        .add(row.itemId())
        .add((Integer) row.quantity())
        .add(row.price())
        .add(row.value())
        .add(row.currency())
        .add(row.query())
        .add(row.recommendationId())
        .add(row.index())
        .add(row.timestampMillis())
        .add(row.receivedMillis())
        .add(row.synthetic())
        .add(known(row.originPartition()))
        .add(known(row.originOffset()));
    for (String property : LakeProperties.KEPT) {
      columns.add(row.properties().get(property));
    }
  }

  /**
   * Makes what reads the rows of one file; files of the first release have no origins, and those of
   * others no properties.
   */
  public static Function<RowReader, LakeRow> rowsOf(RowReader file) {
    boolean hasOrigin = has(file, "origin_partition") && has(file, "origin_offset");
    List<String> properties =
        LakeProperties.KEPT.stream().filter(name -> has(file, PROPERTY + name)).toList();
    return row -> read(row, hasOrigin && !row.isNull("origin_partition"), properties);
  }

  private static boolean has(RowReader file, String column) {
    for (int i = 0; i < file.getFieldCount(); i++) {
      if (file.getFieldName(i).equals(column)) {
        return true;
      }
    }
    return false;
  }

  private static LakeRow read(RowReader row, boolean hasOrigin, List<String> properties) {
    String event = row.getString("event");
    return new LakeRow(
        row.getString("event_id"),
        row.getString("visitor"),
        text(row, "user_id"),
        text(row, "anonymous_id"),
        row.getString("session_id"),
        EventType.ofWireName(event)
            .orElseThrow(() -> new IllegalArgumentException("event \"" + event + "\" is unknown")),
        text(row, "item_id"),
        row.getInt("quantity"),
        number(row, "price"),
        number(row, "value"),
        text(row, "currency"),
        text(row, "query"),
        text(row, "recommendation_id"),
        row.isNull("index") ? null : (Integer) row.getInt("index"),
        row.getTimestamp("timestamp").toEpochMilli(),
        row.getTimestamp("received").toEpochMilli(),
        row.getBoolean("synthetic"),
        hasOrigin ? row.getInt("origin_partition") : LakeRow.UNKNOWN,
        hasOrigin ? row.getLong("origin_offset") : LakeRow.UNKNOWN,
        properties(row, properties));
  }

  private static Map<String, String> properties(RowReader row, List<String> names) {
    Map<String, String> properties = new HashMap<>();
    for (String name : names) {
      String value = text(row, PROPERTY + name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return properties;
  }

  private static @Nullable Integer known(int value) {
    return value == LakeRow.UNKNOWN ? null : (Integer) value;
  }

  private static @Nullable Long known(long value) {
    return value == LakeRow.UNKNOWN ? null : (Long) value;
  }

  private static @Nullable String text(RowReader row, String column) {
    return row.isNull(column) ? null : row.getString(column);
  }

  private static @Nullable Double number(RowReader row, String column) {
    return row.isNull(column) ? null : (Double) row.getDouble(column);
  }
}
