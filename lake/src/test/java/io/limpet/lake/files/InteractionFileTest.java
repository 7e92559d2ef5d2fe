package io.limpet.lake.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limpet.core.event.EventType;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionFileTest {
  private static final String HEADER = "user_id,item_id,event,timestamp\n";

  @TempDir Path directory;

  @Test
  void readsEveryColumnInAnyOrder() throws IOException {
    Path file =
        file(
            "value,price,quantity,session_id,timestamp,event,item_id,user_id\n"
                + "5.10,2.55,2,s1,2026-01-31T12:00:00Z,purchase,85123A,17850\n");

    assertThat(read(file))
        .containsExactly(
            new Interaction(
                "17850", "85123A", EventType.PURCHASE, 1_769_860_800_000L, "s1", 2, 2.55, 5.10));
  }

  @Test
  void optionalColumnsMayBeMissingOrEmpty() throws IOException {
    Path missing = file(HEADER + "u,i,view_item,1769860800\n");
    assertThat(read(missing))
        .containsExactly(
            new Interaction(
                "u", "i", EventType.VIEW_ITEM, 1_769_860_800_000L, null, 1, null, null));
    Path empty =
        file(
            "user_id,item_id,event,timestamp,session_id,quantity,price,value\n"
                + "u,i,view_item,1769860800,,,,\n");
    assertThat(read(empty)).isEqualTo(read(missing));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1769860800",
        "1769860800000",
        "2026-01-31T12:00:00Z",
        "2026-01-31T13:00:00+01:00",
        " 1769860800 "
      })
  void understandsTimestamps(String timestamp) throws IOException {
    assertThat(read(file(HEADER + "u,i,view_item," + timestamp + "\n")))
        .extracting(Interaction::timestampMillis)
        .containsExactly(1_769_860_800_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "view, VIEW_ITEM",
    "View, VIEW_ITEM",
    "view_item, VIEW_ITEM",
    "click, SELECT_ITEM",
    "cart, ADD_TO_CART",
    "addtocart, ADD_TO_CART",
    "buy, PURCHASE",
    "transaction, PURCHASE",
    "purchase, PURCHASE",
    "PURCHASE, PURCHASE",
    "not_interested, NOT_INTERESTED"
  })
  void understandsNamesOfEvents(String name, EventType type) throws IOException {
    assertThat(read(file(HEADER + "u,i," + name + ",1769860800\n")))
        .extracting(Interaction::type)
        .containsExactly(type);
  }

  @Test
  void understandsGzipWhateverTheName() throws IOException {
    byte[] packed = gzip(HEADER + "u,i,view_item,1769860800\n");

    assertThat(read(write("a.csv.gz", packed))).hasSize(1);
    assertThat(read(write("a.csv", packed))).hasSize(1);
  }

  @Test
  void understandsQuotesWindowsLineEndsAndAByteOrderMark() throws IOException {
    Path file =
        file("\uFEFFuser_id,item_id,event,timestamp\r\n\"u,1\",\"i\"\"1\",view,1769860800\r\n");

    assertThat(read(file))
        .singleElement()
        .satisfies(row -> assertThat(row.userId()).isEqualTo("u,1"))
        .satisfies(row -> assertThat(row.itemId()).isEqualTo("i\"1"));
  }

  @Test
  void countsLinesAsAnEditorDoes() throws IOException {
    Path file = file(HEADER + "u,i,view,1769860800\n\nv,i,view,1769860800\n");
    try (InteractionFile rows = InteractionFile.open(file)) {
      rows.next();
      assertThat(rows.hasNext()).isTrue();
      assertThat(rows.row()).as("looking ahead does not move it").isEqualTo(2);
      rows.next();
      assertThat(rows.row()).isEqualTo(4);
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void aFileWithOnlyAHeaderHasNoRows() throws IOException {
    assertThat(read(file(HEADER))).isEmpty();
  }

  /** Content, row, field, and what the message must say. */
  static List<Bad> badFiles() {
    return List.of(
        new Bad("", 0, "", "is empty; the first line must name the columns"),
        new Bad("u,i,view,1769860800\n", 1, "user_id", "no column user_id among u,i,view"),
        new Bad("user_id;item_id;event;timestamp\n", 1, "", "set apart by \";\"; save the file"),
        new Bad("user_id\titem_id\tevent\ttimestamp\n", 1, "", "set apart by tabs"),
        new Bad("user_id,item_id,event\n", 1, "timestamp", "no column timestamp"),
        new Bad(
            "user_id,item_id,event,timestamp,colour\n",
            1,
            "colour",
            "column \"colour\" is not known; remove it, the known ones are [user_id, item_id,"),
        new Bad(
            "user_id,item_id,event,timestamp,event\n", 1, "event", "column event is there twice"),
        new Bad(HEADER + "u,i,view\n", 2, "", "has 3 fields where the header has 4"),
        new Bad(HEADER + "u,i,view,1,2\n", 2, "", "has 5 fields where the header has 4"),
        new Bad(HEADER + ",i,view,1769860800\n", 2, "user_id", "user_id is empty; give one"),
        new Bad(HEADER + "u, ,view,1769860800\n", 2, "item_id", "item_id is empty; give one"),
        new Bad(HEADER + "u,i,,1769860800\n", 2, "event", "event is empty"),
        new Bad(HEADER + "u,i,view,\n", 2, "timestamp", "timestamp is empty"),
        new Bad(
            HEADER + "x".repeat(10_000) + ",i,view,1769860800\n",
            2,
            "user_id",
            "user_id is 10000 characters long"),
        new Bad(HEADER + "u,i\u0007,view,1769860800\n", 2, "item_id", "holds a control character"),
        new Bad(HEADER + "anonymous:,i,view,1769860800\n", 2, "user_id", "nothing behind"),
        new Bad(
            HEADER + "u,i,view,1769860800\nu,i,liked,1769860800\n",
            3,
            "event",
            "event \"liked\" is not known"),
        new Bad(HEADER + "u,i,search,1769860800\n", 2, "event", "search has no item"),
        new Bad(HEADER + "u,i,view,yesterday\n", 2, "timestamp", "timestamp is \"yesterday\""),
        new Bad(HEADER + "u,i,view,NaN\n", 2, "timestamp", "timestamp is \"NaN\""),
        new Bad(HEADER + "u,i,view,-5\n", 2, "timestamp", "which is 1969-12-31T23:59:55Z"),
        new Bad(HEADER + "u,i,view,99999999999999999\n", 2, "timestamp", "give a time from 1970"),
        new Bad(HEADER + "u,i,view,9223372036854775807\n", 2, "timestamp", "out of any calendar"),
        new Bad(HEADER + "u,i,view,92233720368547758070\n", 2, "timestamp", "give epoch seconds"),
        new Bad(HEADER + "u,i,view,2999-01-01T00:00:00Z\n", 2, "timestamp", "until now"),
        price("NaN"),
        price("Infinity"),
        price("-0.01"),
        price("1e300"),
        price("1e999999999"),
        price("2.55 GBP"),
        price("\"2,55\""),
        quantity("0"),
        quantity("-1"),
        quantity("1.5"),
        quantity("9999999999999"),
        quantity("many"),
        new Bad(HEADER + "\"u,i,view,1769860800\n", 1, "", "what follows is not CSV"));
  }

  private static Bad price(String value) {
    return new Bad(
        "user_id,item_id,event,timestamp,price\nu,i,buy,1769860800," + value + "\n",
        2,
        "price",
        "price is \"" + value.replace("\"", "") + "\"; give a number from 0 to 1000000000");
  }

  private static Bad quantity(String value) {
    return new Bad(
        "user_id,item_id,event,timestamp,quantity\nu,i,buy,1769860800," + value + "\n",
        2,
        "quantity",
        "quantity is \"" + value + "\"; give a whole number from 1 to 1000000");
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void saysWhereAndHowToMend(Bad bad) throws IOException {
    BadInputException refused = refused(file(bad.content()));

    assertThat(refused.row()).isEqualTo(bad.row());
    assertThat(refused.field()).isEqualTo(bad.field());
    assertThat(refused)
        .hasMessageStartingWith("interactions.csv")
        .hasMessageContaining(bad.message())
        .hasMessageNotContainingAny("\n", "\u0007");
    assertThat(refused.getMessage().length()).isLessThan(300);
  }

  @Test
  void leavesOutBadRowsUpToALimitAndSaysWhich() throws IOException {
    Path file =
        file(
            HEADER
                + "u,i,view,1769860800\n"
                + "u,i,liked,1769860800\n"
                + "u,i,view\n"
                + "u,j,view,yesterday\n"
                + "u,j,hated,1769860800\n"
                + "v,j,view,1769860801\n");
    BadRows bad = BadRows.upTo(4);
    List<String> items = new ArrayList<>();
    try (InteractionFile open = InteractionFile.open(file, bad)) {
      open.forEachRemaining(row -> items.add(row.userId() + row.itemId()));
    }

    assertThat(items).containsExactly("ui", "vj");
    assertThat(bad.count()).isEqualTo(4);
    assertThat(bad.summary())
        .hasSize(3)
        .anyMatch(
            line ->
                line.startsWith(
                    "bad rows left out for their event: 2; the first: interactions.csv, line 3: event \"liked\""))
        .anyMatch(
            line ->
                line.startsWith("bad rows left out: 1; the first: interactions.csv, line 4: has 3"))
        .anyMatch(
            line -> line.contains("for their timestamp: 1; the first: interactions.csv, line 5"));
  }

  @Test
  void stopsAtOneBadRowMoreThanMayBeLeftOut() throws IOException {
    Path file = file(HEADER + "u,i,liked,1\nu,,view,1769860800\nu,i,view,1769860800\n");

    assertThatThrownBy(
            () -> {
              try (InteractionFile open = InteractionFile.open(file, BadRows.upTo(1))) {
                open.hasNext();
              }
            })
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "interactions.csv, line 3: item_id is empty; give one in every row; bad rows left out before it: 1, and no more may be");
    assertThatThrownBy(() -> BadRows.upTo(-1)).hasMessageContaining("-1");
  }

  record Bad(String content, long row, String field, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  @Test
  void saysThatGzipIsCutOff() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 5_000; i++) {
      rows.append("user").append(i * 7919 % 5000).append(",i,view,1769860800\n");
    }
    byte[] whole = gzip(rows.toString());

    assertThat(refused(write("a.csv.gz", Arrays.copyOf(whole, whole.length / 2))))
        .hasMessage("a.csv.gz: ends in the middle of its gzip data; copy it again");
    assertThat(refused(write("a.csv.gz", Arrays.copyOf(whole, 5))))
        .hasMessage("a.csv.gz: ends in the middle of its gzip data; copy it again");
  }

  @Test
  void saysThatGzipIsDamaged() throws IOException {
    byte[] packed = gzip(HEADER + "u,i,view,1769860800\n".repeat(100));
    packed[packed.length - 6] ^= 1;

    assertThat(refused(write("a.csv.gz", packed))).hasMessageContaining("damaged gzip data");
  }

  @Test
  void saysThatAFileIsNotGzip() throws IOException {
    assertThat(refused(write("a.csv.gz", HEADER.getBytes(UTF_8))))
        .hasMessage("a.csv.gz: is named .gz but is not gzip; rename it");
  }

  @Test
  void saysThatTextIsNotUtf8() throws IOException {
    byte[] latin = (HEADER + "Zoë,i,view,1769860800\n").getBytes(ISO_8859_1);

    assertThat(refused(write("a.csv", latin)))
        .hasMessage("a.csv: is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThat(refused(directory.resolve("none.csv")))
        .hasMessageStartingWith("none.csv: there is no such file")
        .hasMessageContaining(directory.toString());
    assertThat(refused(directory)).hasMessageContaining("there is no such file");
  }

  private Path file(String content) throws IOException {
    return write("interactions.csv", content.getBytes(UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static byte[] gzip(String content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static List<Interaction> read(Path file) {
    List<Interaction> all = new ArrayList<>();
    try (InteractionFile rows = InteractionFile.open(file)) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  private static BadInputException refused(Path file) {
    BadInputException refused = catchThrowableOfType(BadInputException.class, () -> read(file));
    assertThat(refused).as("the file was read without a complaint").isNotNull();
    return refused;
  }
}
