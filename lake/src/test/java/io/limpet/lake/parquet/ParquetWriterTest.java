package io.limpet.lake.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;

class ParquetWriterTest {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(INT64)
          .named("number")
          .optional(BINARY)
          .as(stringType())
          .named("text")
          .named("test");

  private record Row(long number, String text) {}

  private static ParquetWriter<Row> writer(ByteArrayOutputStream out) throws IOException {
    return new ParquetWriter<>(
        out, SCHEMA, (row, columns) -> columns.add(row.number()).add(row.text()));
  }

  @Test
  void closesARowGroupBeforeItGrowsTooLarge() throws IOException {
    Random random = new Random(11);
    var out = new ByteArrayOutputStream();
    ParquetWriter<Row> writer = writer(out);
    byte[] noise = new byte[500];
    long most = 0;
    for (int i = 0; i < 60_000; i++) {
      random.nextBytes(noise);
      writer.write(new Row(i, new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1)));
      most = Math.max(most, writer.bufferedBytes());
    }
    writer.finish();

    assertThat(most).isLessThan(2 * ParquetWriter.GROUP_BYTES);
    try (ParquetFileReader reader =
            ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())));
        RowReader rows = reader.rowReader()) {
      assertThat(reader.getFileMetaData().rowGroups()).hasSizeGreaterThan(1);
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(60_000);
      Random again = new Random(11);
      for (int i = 0; i < 60_000; i++) {
        again.nextBytes(noise);
        rows.next();
        assertThat(rows.getLong("number")).isEqualTo(i);
        assertThat(rows.getString("text"))
            .isEqualTo(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void aFileWithoutRowsIsAFile() throws IOException {
    var out = new ByteArrayOutputStream();
    writer(out).finish();

    try (ParquetFileReader reader =
        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(out.toByteArray())))) {
      assertThat(reader.getFileMetaData().numRows()).isZero();
    }
  }

  @Test
  void refusesARowThatLeavesAColumnOut() throws IOException {
    ParquetWriter<Row> writer =
        new ParquetWriter<>(
            new ByteArrayOutputStream(), SCHEMA, (row, columns) -> columns.add(row.number()));

    assertThatThrownBy(() -> writer.write(new Row(1, "a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 of 2 columns were written");
  }
}
