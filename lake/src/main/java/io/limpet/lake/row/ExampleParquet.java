package io.limpet.lake.row;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.hardwood.reader.RowReader;
import io.limpet.core.ranking.Feature;
import io.limpet.lake.parquet.ParquetWriter;
import io.limpet.lake.parquet.RowColumns;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * {@link ExampleRow} as a row of a Parquet file, both ways. Columns are found by name: each feature
 * is one, {@code feature_} and its name, so that a release that knows more features, or another
 * order, never takes one for another.
 */
public final class ExampleParquet {
  private static final String FEATURE = "feature_";
  private static final Feature[] FEATURES = Feature.values();

  /** The columns, in order. */
  static final MessageType SCHEMA = schema();

  private final String[] columns = new String[FEATURES.length];
  private final boolean hasAll;

  /** Reads the rows of one file. */
  public ExampleParquet(RowReader row) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      names.add(row.getFieldName(i));
    }
    boolean all = true;
    for (Feature feature : FEATURES) {
      columns[feature.ordinal()] = FEATURE + feature.label();
      all &= names.contains(columns[feature.ordinal()]);
    }
    this.hasAll = all;
  }

  private static MessageType schema() {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (String text : new String[] {"recommendation_id", "item_id"}) {
      schema.required(BINARY).as(stringType()).named(text);
    }
    schema.required(INT32).named("version");
    for (String text : new String[] {"visitor", "surface", "surface_version", "generation"}) {
      schema.required(BINARY).as(stringType()).named(text);
    }
    schema.required(INT64).as(timestampType(true, MILLIS)).named("timestamp");
    schema.required(INT32).named("position");
    schema.required(BINARY).as(stringType()).named("source");
    schema.required(DOUBLE).named("score");
    schema.required(DOUBLE).named("propensity");
    schema.required(BOOLEAN).named("seen");
    schema.optional(INT32).named("seen_index");
    schema.optional(INT64).named("clicked_after");
    schema.optional(INT64).named("carted_after");
    schema.optional(INT64).named("purchased_after");
    schema.optional(DOUBLE).named("value");
    schema.required(BOOLEAN).named("synthetic");
    for (Feature feature : FEATURES) {
      schema.optional(FLOAT).named(FEATURE + feature.label());
    }
    return schema.named("example_row");
  }

  /** Begins a file of examples. */
  public static ParquetWriter<ExampleRow> writer(OutputStream out) throws IOException {
    return new ParquetWriter<>(out, SCHEMA, ExampleParquet::write);
  }

  private static void write(ExampleRow row, RowColumns columns) {
    columns
        .add(row.recommendationId())
        .add(row.itemId())
        .add((Integer) row.version())
        .add(row.visitor())
        .add(row.surface())
        .add(row.surfaceVersion())
        .add(row.generation())
        .add(row.timestampMillis())
        .add((Integer) row.position())
        .add(row.source())
        .add((Double) row.score())
        .add((Double) row.propensity())
        .add(row.seen())
        .add(row.seenIndex())
        .add(row.clickedAfter())
        .add(row.cartedAfter())
        .add(row.purchasedAfter())
        .add(row.value())
        .add(row.synthetic());
    for (int i = 0; i < FEATURES.length; i++) {
      columns.add(row.features().length == 0 ? null : (Float) row.features()[i]);
    }
  }

  /** The row that the reader stands on. */
  public ExampleRow read(RowReader row) {
    return new ExampleRow(
        row.getString("recommendation_id"),
        row.getString("item_id"),
        row.getInt("version"),
        row.getString("visitor"),
        row.getString("surface"),
        row.getString("surface_version"),
        row.getString("generation"),
        row.getTimestamp("timestamp").toEpochMilli(),
        row.getInt("position"),
        row.getString("source"),
        row.getDouble("score"),
        row.getDouble("propensity"),
        row.getBoolean("seen"),
        row.isNull("seen_index") ? null : (Integer) row.getInt("seen_index"),
        millis(row, "clicked_after"),
        millis(row, "carted_after"),
        millis(row, "purchased_after"),
        row.isNull("value") ? null : (Double) row.getDouble("value"),
        row.getBoolean("synthetic"),
        features(row));
  }

  private static @Nullable Long millis(RowReader row, String column) {
    return row.isNull(column) ? null : (Long) row.getLong(column);
  }

  private float[] features(RowReader row) {
    if (!hasAll || row.isNull(columns[0])) {
      return new float[0];
    }
    float[] features = new float[columns.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = row.getFloat(columns[i]);
    }
    return features;
  }
}
