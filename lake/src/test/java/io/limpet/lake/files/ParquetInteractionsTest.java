package io.limpet.lake.files;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.EventType;
import io.limpet.lake.parquet.ParquetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetInteractionsTest {
  private static final long NOON = 1_769_860_800_000L;

  @TempDir Path directory;

  @Test
  void readsNumbersForIdsAndTimestampsOfEitherKind() throws IOException {
    MessageType numbers =
        Types.buildMessage()
            .required(INT64)
            .named("user_id")
            .required(INT64)
            .named("item_id")
            .required(BINARY)
            .as(stringType())
            .named("event")
            .required(INT64)
            .named("timestamp")
            .optional(DOUBLE)
            .named("price")
            .named("interactions");
    Path epoch =
        write(
            numbers,
            (row, columns) -> columns.add(7L).add(8L).add("view").add(NOON / 1000).add(2.5));

    try (InteractionFile file = InteractionFile.open(epoch)) {
      assertThat(file.next())
          .isEqualTo(new Interaction("7", "8", EventType.VIEW_ITEM, NOON, null, 1, 2.5, null));
      assertThat(file.row()).isEqualTo(1);
      assertThat(file.hasNext()).isFalse();
    }
  }

  @Test
  void readsTimestampsThatTheSchemaNames() throws IOException {
    Path typed =
        write(texts(true), (row, columns) -> columns.add("u").add("i").add("buy").add(NOON));

    try (InteractionFile file = InteractionFile.open(typed)) {
      assertThat(file.next().timestampMillis()).isEqualTo(NOON);
    }
  }

  @Test
  void namesTheRowOfABadValue() throws IOException {
    Path bad =
        write(texts(false), (row, columns) -> columns.add("u").add("i").add("liked").add(NOON));

    try (InteractionFile file = InteractionFile.open(bad)) {
      assertThatThrownBy(file::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("interactions.parquet, row 1: event \"liked\" is not known");
    }
  }

  @Test
  void saysThatAFileIsNoParquet() throws IOException {
    Path file = Files.writeString(directory.resolve("interactions.parquet"), "user_id,item_id");
    assertThatThrownBy(() -> InteractionFile.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("interactions.parquet: is not a whole Parquet file");

    Path whole =
        write(texts(false), (row, columns) -> columns.add("u").add("i").add("buy").add(NOON));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 20));
    assertThatThrownBy(() -> InteractionFile.open(whole))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is not a whole Parquet file");

    Files.write(whole, new byte[0]);
    assertThatThrownBy(() -> InteractionFile.open(whole)).isInstanceOf(BadInputException.class);
  }

  private static MessageType texts(boolean typedTime) {
    var time = Types.required(INT64);
    return Types.buildMessage()
        .required(BINARY)
        .as(stringType())
        .named("user_id")
        .required(BINARY)
        .as(stringType())
        .named("item_id")
        .required(BINARY)
        .as(stringType())
        .named("event")
        .addField((typedTime ? time.as(timestampType(true, MILLIS)) : time).named("timestamp"))
        .named("interactions");
  }

  private Path write(MessageType schema, ParquetWriter.RowMapper<String> row) throws IOException {
    Path file = directory.resolve("interactions.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetWriter<String> writer = new ParquetWriter<>(out, schema, row);
      writer.write("");
      writer.finish();
    }
    return file;
  }
}
