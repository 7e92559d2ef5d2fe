package io.limpet.lake.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of users and of item vectors. */
class FeatureFilesTest {
  @TempDir Path directory;

  private Path file(String content) throws Exception {
    return Files.writeString(directory.resolve("f.jsonl"), content);
  }

  private static User user(Path file) {
    try (UserFile users = UserFile.open(file, BadRows.none())) {
      return users.next();
    }
  }

  @Test
  void readsAttributesOfEveryKind() throws Exception {
    User user =
        user(
            file(
                "{\"user_id\":7,\"since\":[1],\"attributes\":{\"age\":34,\"country\":\"DE\",\"club\":true,"
                    + "\"likes\":[\"tea\",\"mugs\"],\"none\":null,\"height\":1.5}}"));

    assertThat(user.userId()).isEqualTo("7");
    assertThat(user.tokens()).containsExactly("country=DE", "club=true", "likes=tea", "likes=mugs");
    assertThat(user.numbers()).isEqualTo(Map.of("age", 34.0, "height", 1.5));
    assertThat(user(file("{\"user_id\":\"u\",\"attributes\":[\"vip\"]}")))
        .isEqualTo(new User("u", List.of("vip"), Map.of()));
    assertThat(user(file("{\"user_id\":\"u\"}")).tokens()).isEmpty();
  }

  @Test
  void readsVectorsOutOfGzip() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"vector\":[1,-2.5e0],\"item_id\":\"a\",\"of\":{}}\n".getBytes(UTF_8));
    }
    Path file = Files.write(directory.resolve("v.jsonl.gz"), packed.toByteArray());

    try (VectorFile vectors = VectorFile.open(file, BadRows.none())) {
      VectorFile.Row row = vectors.next();
      assertThat(row.itemId()).isEqualTo("a");
      assertThat(row.vector()).containsExactly(1, -2.5f);
      assertThat(vectors.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"attributes\":{}}| user_id| user_id is missing; give the user's id",
        "{\"user_id\":\"u\",\"attributes\":3}| attributes| attributes is 3; give a map or a list of texts",
        "{\"user_id\":\"u\",\"attributes\":{\"a\":{\"b\":1}}}| attributes.a| attributes.a is an object; give a text",
        "{\"user_id\":\"u\",\"attributes\":{\"a\":1e99}}| attributes.a| attributes.a is 1e99; give a finite number",
        "{\"user_id\":\"u\",\"attributes\":{\"a\":\" \"}}| attributes.a| attributes.a is empty; give a text",
        "{\"user_id\":\"u\",\"attributes\":[\"x\",5]}| attributes[1]| attributes[1] is 5; give a text in quotes",
        "{\"user_id\":\"\"}| user_id| user_id is empty; give an id",
        "[]| ``| begins a JSON list; give one JSON object a line",
        "{\"user_id\":\"u\"} {}| ``| one object was expected, but more follows it",
        "{\"user_id\":| ``| not valid JSON",
      })
  void refusesUsersByLineFieldValueAndMend(String line, String field, String message)
      throws Exception {
    Path file = file(line);

    BadInputException refused = catchThrowableOfType(BadInputException.class, () -> user(file));

    assertThat(refused).as("read without a complaint").isNotNull();
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused).hasMessageStartingWith("f.jsonl, line 1: ").hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item_id\":\"b\",\"vector\":[1,2]}| vector| vector has 2 numbers, those before it 3; give all the same",
        "{\"item_id\":\"b\",\"vector\":[]}| vector| vector has 0 numbers; give 1 to 65536",
        "{\"item_id\":\"b\"}| vector| vector has 0 numbers; give 1 to 65536",
        "{\"item_id\":\"b\",\"vector\":\"1 2 3\"}| vector| vector is \"1 2 3\"; give a list of numbers",
        "{\"item_id\":\"b\",\"vector\":[1,null,3]}| vector[1]| vector[1] is null; give a finite number",
        "{\"item_id\":\"b\",\"vector\":[1,2,1e39]}| vector[2]| vector[2] is 1e39; give a finite number",
        "{\"item_id\":\"b\",\"vector\":[1,NaN,3]}| vector[1]| vector[1] is NaN; give a finite number",
        "{\"vector\":[1,2,3]}| item_id| item_id is missing; give the item's id",
      })
  void refusesVectorsByLineFieldValueAndMend(String line, String field, String message)
      throws Exception {
    Path file = file("{\"item_id\":\"a\",\"vector\":[1,2,3]}\n" + line + "\n");

    try (VectorFile vectors = VectorFile.open(file, BadRows.none())) {
      vectors.next();
      BadInputException refused = catchThrowableOfType(BadInputException.class, vectors::hasNext);

      assertThat(refused).as("read without a complaint").isNotNull();
      assertThat(refused.field()).isEqualTo(field);
      assertThat(refused).hasMessageStartingWith("f.jsonl, line 2: ").hasMessageContaining(message);
    }
    BadRows one = BadRows.upTo(1);
    try (VectorFile vectors = VectorFile.open(file, one)) {
      vectors.next();
      assertThat(vectors.hasNext()).isFalse();
      assertThat(one.count()).isEqualTo(1);
    }
  }
}
