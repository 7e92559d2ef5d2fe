package io.limpet.system.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.generation.Registry;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.standalone.stack.Stack;
import io.limpet.system.load.LoadClient;
import io.limpet.system.shop.SharedStack;
import io.limpet.system.shop.Shop;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad requests to a whole stack: each is refused as a problem that names what is wrong. */
@ExtendWith(SharedStack.class)
class BadRequestIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LONG_ID = "x".repeat(10_000);

  private static Arguments event(String what, String field, String body) {
    return Arguments.of(what, "/v1/events", 400, field, body);
  }

  static Stream<Arguments> requests() {
    String view = "\"event\":\"view_item\",\"item_id\":\"bad-1\"";
    String user = "\"user_id\":\"bad-input\"";
    return Stream.of(
        event("malformed JSON", "", "{\"event\":\"view_item\","),
        event("no JSON at all", "", "hello"),
        event("unknown event name", "event", "{\"event\":\"stare\"," + user + "}"),
        event("missing ids", "user_id", "{" + view + "}"),
        event("empty user id", "user_id", "{" + view + ",\"user_id\":\"\"}"),
        event("missing item", "items", "{\"event\":\"purchase\"," + user + "}"),
        event(
            "empty item id", "item_id", "{\"event\":\"view_item\",\"item_id\":\" \"," + user + "}"),
        event(
            "user id of 10,000 characters",
            "user_id",
            "{" + view + ",\"user_id\":\"" + LONG_ID + "\"}"),
        event(
            "item id of 10,000 characters",
            "item_id",
            "{\"event\":\"view_item\"," + user + ",\"item_id\":\"" + LONG_ID + "\"}"),
        event(
            "far future",
            "timestamp",
            "{" + view + "," + user + ",\"timestamp\":\"2999-01-01T00:00:00Z\"}"),
        event(
            "far past",
            "timestamp",
            "{" + view + "," + user + ",\"timestamp\":\"1969-01-01T00:00:00Z\"}"),
        event(
            "seconds for milliseconds",
            "timestamp",
            "{" + view + "," + user + ",\"timestamp\":1760000000}"),
        event(
            "price NaN",
            "items[0].price",
            "{\"event\":\"purchase\"," + user + ",\"items\":[{\"item_id\":\"a\",\"price\":NaN}]}"),
        event(
            "negative price",
            "items[0].price",
            "{\"event\":\"purchase\"," + user + ",\"items\":[{\"item_id\":\"a\",\"price\":-1}]}"),
        event("wrong type", "items", "{\"event\":\"purchase\"," + user + ",\"items\":\"a\"}"),
        event("wrong type of id", "user_id", "{" + view + ",\"user_id\":{\"a\":1}}"),
        Arguments.of(
            "filter with a syntax error",
            "/v1/recommendations",
            400,
            null,
            "{" + user + ",\"filter\":\"price < and\"}"),
        Arguments.of(
            "filter with an unknown field",
            "/v1/recommendations",
            400,
            null,
            "{" + user + ",\"filter\":\"colour = 'red'\"}"),
        Arguments.of(
            "limit out of range",
            "/v1/recommendations",
            400,
            null,
            "{" + user + ",\"limit\":100000}"),
        Arguments.of(
            "limit of a wrong type",
            "/v1/recommendations",
            400,
            null,
            "{" + user + ",\"limit\":\"many\"}"),
        Arguments.of(
            "unknown surface",
            "/v1/recommendations",
            400,
            null,
            "{" + user + ",\"surface\":\"roof\"}"),
        Arguments.of("malformed request", "/v1/search", 400, null, "{\"query\":"),
        Arguments.of("unknown generation", "/v1/models/never-trained/release", 404, null, ""),
        Arguments.of(
            "name that is no generation", "/v1/models/..%2F..%2Fetc/release", 404, null, ""),
        Arguments.of(
            "rollback of an unknown generation",
            "/v1/models/never-trained/rollback",
            404,
            null,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void isRefusedAsAProblemThatNamesTheField(
      String what, String path, int status, @Nullable String field, String body, Stack stack)
      throws IOException {
    try (Shop shop = new Shop(stack.http())) {
      JsonNode problem =
          problem(status, shop.client().post(path, body.getBytes(StandardCharsets.UTF_8)));
      if (field != null) {
        JsonNode refused = problem.get("rejected").get(0);
        assertThat(refused.get("index").asInt()).isZero();
        assertThat(refused.get("field").asText()).isEqualTo(field);
        assertThat(refused.get("message").asText()).isNotBlank();
      }
    }
  }

  @Test
  void bodyOfFiftyMegabytesIsTooLarge(Stack stack) throws IOException {
    byte[] body = new byte[50 << 20];
    Arrays.fill(body, (byte) ' ');
    try (Shop shop = new Shop(stack.http())) {
      LoadClient.Answer answer = shop.client().post("/v1/events", body);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(shop.isReady()).isTrue();
    } catch (UncheckedIOException e) {
      // The service may close the connection while the body is still on its way.
      try (Shop after = new Shop(stack.http())) {
        assertThat(after.isReady()).isTrue();
      }
    }
  }

  @Test
  void oneBadRowOfABulkFileSpoilsOnlyItself(Stack stack) throws IOException {
    String file =
        """
        {"item_id":"bulk-1","title":"One","price":1}
        {"item_id":"bulk-2","title":"Two","price":-2}
        {"item_id":"bulk-3","title":"Three","price":3}
        """;
    try (Shop shop = new Shop(stack.http())) {
      JsonNode answer = shop.post("/v1/items", file);
      assertThat(answer.get("accepted").asInt()).isEqualTo(2);
      assertThat(answer.get("rejected")).hasSize(1);
      assertThat(answer.get("rejected").get(0).get("index").asInt()).isEqualTo(1);
      assertThat(answer.get("rejected").get(0).get("field").asText()).isEqualTo("price");
      assertThat(shop.get("/v1/items/bulk-3").get("title").asText()).isEqualTo("Three");
      problem(404, shop.client().get("/v1/items/bulk-2"));
    }
  }

  @Test
  void damagedGenerationIsRefusedAndTheOneInUseStays(Stack stack) throws IOException {
    Registry registry = new Registry(stack.data().models());
    TinyGeneration.write(registry, "bad-input-whole", 1);
    TinyGeneration.write(registry, "bad-input-damaged", 2);
    Path tensors = stack.data().models().resolve("bad-input-damaged/tensors.safetensors");
    try (var file = new RandomAccessFile(tensors.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }
    try (Shop shop = new Shop(stack.http())) {
      shop.release("bad-input-whole");
      JsonNode problem =
          problem(
              409, shop.client().send("POST", "/v1/models/bad-input-damaged/release", new byte[0]));
      assertThat(problem.get("detail").asText()).contains("tensors.safetensors", "checksum");
      assertThat(shop.models().get("current").asText()).isEqualTo("bad-input-whole");
    }
  }

  private static JsonNode problem(int status, LoadClient.Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
    return problem;
  }
}
