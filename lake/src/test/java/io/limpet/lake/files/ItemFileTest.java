package io.limpet.lake.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limpet.core.item.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemFileTest {
  @TempDir Path directory;

  @Test
  void readsOneItemALine() throws IOException {
    Path file =
        file(
            "\uFEFF{\"item_id\":\"a\",\"title\":\"Mug\"}\r\n\n  \n{\"item_id\":\"b\",\"price\":2.5}");

    assertThat(read(file)).extracting(Item::itemId).containsExactly("a", "b");
    try (ItemFile items = ItemFile.open(file)) {
      items.next();
      assertThat(items.line()).isEqualTo(1);
      items.next();
      assertThat(items.line()).isEqualTo(4);
    }
  }

  @Test
  void understandsGzip() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"item_id\":\"a\"}\n".getBytes(UTF_8));
    }

    assertThat(read(Files.write(directory.resolve("i.jsonl.gz"), packed.toByteArray()))).hasSize(1);
    Path cut =
        Files.write(directory.resolve("c.jsonl.gz"), Arrays.copyOf(packed.toByteArray(), 15));
    assertThat(refused(cut))
        .hasMessage("c.jsonl.gz: ends in the middle of its gzip data; copy it again");
  }

  static List<Bad> badFiles() {
    return List.of(
        new Bad("", 0, "", "is empty; give one JSON object a line"),
        new Bad("\n \n", 0, "", "is empty"),
        new Bad("[{\"item_id\":\"a\"}]", 1, "", "begins a JSON list; give one JSON object a line"),
        new Bad("{\"item_id\":\"a\"}\n{\"item_id\":", 2, "", "not valid JSON"),
        new Bad("{\"item_id\":\"a\"} {\"item_id\":\"b\"}", 1, "", "more follows it"),
        new Bad("{\"title\":\"a\"}", 1, "item_id", "item_id is missing"),
        new Bad("{\"item_id\":\"\"}", 1, "item_id", "item_id is empty"),
        new Bad(
            "{\"item_id\":\"a\",\"price\":-1}", 1, "price", "price is -1; give a number from 0"),
        new Bad("{\"item_id\":\"a\",\"price\":NaN}", 1, "price", "price is NaN"),
        new Bad(
            "{\"item_id\":\"a\",\"stock\":1.5}", 1, "stock", "stock is 1.5; give a whole number"),
        new Bad("item_id,title\na,Mug\n", 1, "", "not valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void saysWhereAndHowToMend(Bad bad) throws IOException {
    BadInputException refused = refused(file(bad.content()));

    assertThat(refused.row()).isEqualTo(bad.row());
    assertThat(refused.field()).isEqualTo(bad.field());
    assertThat(refused).hasMessageStartingWith("items.jsonl").hasMessageContaining(bad.message());
  }

  record Bad(String content, long row, String field, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    Path file = directory.resolve("items.jsonl");
    byte[] endless = new byte[11_000_000];
    Arrays.fill(endless, (byte) 'x');
    Files.write(file, endless);

    assertThat(refused(file)).hasMessageContaining("line 1: is longer than 10 MB");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("items.jsonl"), content);
  }

  private static List<Item> read(Path file) {
    List<Item> all = new ArrayList<>();
    try (ItemFile items = ItemFile.open(file)) {
      items.forEachRemaining(all::add);
    }
    return all;
  }

  private static BadInputException refused(Path file) {
    BadInputException refused = catchThrowableOfType(BadInputException.class, () -> read(file));
    assertThat(refused).as("the file was read without a complaint").isNotNull();
    return refused;
  }
}
