package io.limpet.core.event;

import static io.limpet.core.event.RejectReason.BAD_ID;
import static io.limpet.core.event.RejectReason.MALFORMED_JSON;
import static io.limpet.core.event.RejectReason.MISSING_FIELD;
import static io.limpet.core.event.RejectReason.NUMBER_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.TIMESTAMP_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.TOO_LONG;
import static io.limpet.core.event.RejectReason.TOO_MANY;
import static io.limpet.core.event.RejectReason.UNKNOWN_EVENT;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.RandomData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final long NOW = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
  private static final String LONG_ID = "x".repeat(10_000);

  @Test
  void readsEveryField() {
    Event event =
        accepted(
            """
            {"event_id":"e1","event":"purchase","user_id":"u1","anonymous_id":"a1","session_id":"s1",
             "timestamp":"2026-01-31T11:59:00Z",
             "items":[{"item_id":"i1","quantity":2,"price":9.99,"index":0},{"item_id":7}],
             "value":19.98,"currency":"EUR","query":"mug","recommendation_id":"r1",
             "properties":{"colour":"red","gift":true,"floor":3,"nothing":null}}
            """);

    assertThat(event)
        .isEqualTo(
            new Event(
                "e1",
                EventType.PURCHASE,
                "u1",
                "a1",
                "s1",
                NOW - 60_000,
                List.of(new LineItem("i1", 2, 9.99, 0), LineItem.of("7")),
                19.98,
                "EUR",
                "mug",
                "r1",
                Map.of("colour", "red", "gift", "true", "floor", "3")));
    assertThat(event.visitor()).isEqualTo("u1");
  }

  @Test
  void fillsInWhatTheShopLeftOut() {
    Event event = accepted("{\"event\":\"view_item\",\"anonymous_id\":\"a1\",\"item_id\":\"i1\"}");

    assertThat(event.eventId()).isEqualTo("made-up");
    assertThat(event.timestampMillis()).isEqualTo(NOW);
    assertThat(event.items()).containsExactly(LineItem.of("i1"));
    assertThat(event.visitor()).isEqualTo("anonymous:a1");
  }

  @Test
  void identifyIsAnEventOfTheDevice() {
    Event event = accepted("{\"event\":\"identify\",\"user_id\":\"u1\",\"anonymous_id\":\"a1\"}");

    assertThat(event.type()).isEqualTo(EventType.IDENTIFY);
    assertThat(event.userId()).isEqualTo("u1");
    assertThat(event.visitor()).isEqualTo("anonymous:a1");
    assertThat(accepted(new String(EventWriter.write(event), UTF_8))).isEqualTo(event);
  }

  @Test
  void identifyNeedsTheUserAndTheDeviceAndNothingElse() {
    Rejection noDevice = rejected("{\"event\":\"identify\",\"user_id\":\"u1\"}".getBytes(UTF_8));
    assertThat(noDevice.reason()).isEqualTo(MISSING_FIELD);
    assertThat(noDevice.field()).isEqualTo("anonymous_id");
    assertThat(noDevice.message()).contains("anonymous_id of the device");
    Rejection nobody = rejected("{\"event\":\"identify\",\"anonymous_id\":\"a1\"}".getBytes(UTF_8));
    assertThat(nobody.field()).isEqualTo("user_id");
    Rejection items =
        rejected(
            "{\"event\":\"identify\",\"user_id\":\"u\",\"anonymous_id\":\"a\",\"item_id\":\"i\"}"
                .getBytes(UTF_8));
    assertThat(items.reason()).isEqualTo(TOO_MANY);
    assertThat(items.message()).contains("identify is about no item");
  }

  @Test
  void takesNullForMissing() {
    Event event =
        accepted(
            "{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_id\":null,"
                + "\"timestamp\":null,\"items\":null,\"value\":null,\"properties\":null}");

    assertThat(event.eventId()).isEqualTo("made-up");
    assertThat(event.value()).isNull();
  }

  @Test
  void passesOverUnknownFieldsWhateverTheyHold() {
    accepted(
        "{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"i\",\"ecommerce\":{\"a\":[1,{\"b\":2}]}}");
    accepted(
        "{\"event\":\"view_item\",\"user_id\":\"u\",\"items\":[{\"item_id\":\"i\",\"brand\":{\"x\":[]}}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1769860740000",
        "\"2026-01-31T11:59:00Z\"",
        "\"2026-01-31T12:59:00+01:00\"",
        "\"2026-01-31T11:59:00.000Z\""
      })
  void understandsTimestamps(String timestamp) {
    assertThat(accepted(view("\"timestamp\":" + timestamp)).timestampMillis())
        .isEqualTo(NOW - 60_000);
  }

  @Test
  void acceptsAClockThatIsALittleAhead() {
    assertThat(accepted(view("\"timestamp\":" + (NOW + 3_600_000))).timestampMillis())
        .isEqualTo(NOW + 3_600_000);
  }

  @ParameterizedTest
  @MethodSource("knownEvents")
  void knowsEveryEvent(EventType type) {
    assertThat(
            accepted(
                    "{\"event\":\"%s\",\"user_id\":\"u\",\"item_id\":\"i\",\"query\":\"q\"}"
                        .formatted(type.wireName()))
                .type())
        .isEqualTo(type);
    assertThat(EventType.ofCode(type.code())).isEqualTo(type);
  }

  /** All but a sign-in, which has tests of its own. */
  static List<EventType> knownEvents() {
    return Stream.of(EventType.values()).filter(type -> type != EventType.IDENTIFY).toList();
  }

  /** One refused input: what it is, and the verdict. */
  record Bad(String json, RejectReason reason, String field, String message) {
    @Override
    public String toString() {
      return reason + " " + field + ": " + Faults.shown(json);
    }
  }

  static List<Bad> golden() {
    return List.of(
        new Bad("", MALFORMED_JSON, "", "is nothing"),
        new Bad("  ", MALFORMED_JSON, "", "is nothing"),
        new Bad("{", MALFORMED_JSON, "", "not valid JSON at line 1"),
        new Bad("{\"event\":", MALFORMED_JSON, "", "not valid JSON"),
        new Bad("{\"event\":\"view_item\"", MALFORMED_JSON, "", "not valid JSON"),
        new Bad("{event:1}", MALFORMED_JSON, "", "not valid JSON"),
        new Bad(view("\"value\":01"), MALFORMED_JSON, "", "not valid JSON"),
        new Bad(view("\"value\":1") + "{}", MALFORMED_JSON, "", "more follows it"),
        new Bad(view("\"value\":1") + "]", MALFORMED_JSON, "", "not valid JSON"),
        new Bad("[".repeat(100_000), MALFORMED_JSON, "", "nesting depth"),
        new Bad("{\"a\":".repeat(100_000), MALFORMED_JSON, "", "nesting depth"),
        new Bad(view("\"x\":" + "[".repeat(60)), MALFORMED_JSON, "", "nesting depth"),
        new Bad(view("\"value\":1" + "0".repeat(2_000)), MALFORMED_JSON, "", "Number value length"),
        new Bad("\"view_item\"", WRONG_TYPE, "", "an event is a JSON object"),
        new Bad("17", WRONG_TYPE, "", "an event is a JSON object"),
        new Bad("null", WRONG_TYPE, "", "an event is a JSON object"),
        new Bad("[]", WRONG_TYPE, "", "an event is a JSON object"),
        new Bad("{}", MISSING_FIELD, "event", "event is missing"),
        new Bad("{\"event\":\"\",\"user_id\":\"u\"}", UNKNOWN_EVENT, "event", "\"\" is not known"),
        new Bad(
            "{\"event\":\"VIEW_ITEM\",\"user_id\":\"u\",\"item_id\":\"i\"}",
            UNKNOWN_EVENT,
            "event",
            "event \"VIEW_ITEM\" is not known"),
        new Bad("{\"event\":\"like\",\"user_id\":\"u\"}", UNKNOWN_EVENT, "event", "\"like\""),
        new Bad("{\"event\":7}", WRONG_TYPE, "event", "event is 7; give a text in quotes"),
        new Bad("{\"event\":[\"view_item\"]}", WRONG_TYPE, "event", "event is a list"),
        new Bad("{\"event\":\"" + LONG_ID + "\"}", TOO_LONG, "event", "10000 characters"),
        new Bad(
            "{\"event\":\"view_item\",\"item_id\":\"i\"}",
            MISSING_FIELD,
            "user_id",
            "user_id and anonymous_id are missing"),
        new Bad(
            "{\"event\":\"view_item\",\"user_id\":\"u\"}",
            MISSING_FIELD,
            "items",
            "view_item needs items"),
        new Bad(
            "{\"event\":\"purchase\",\"user_id\":\"u\",\"items\":[]}",
            MISSING_FIELD,
            "items",
            "purchase needs items"),
        new Bad(
            "{\"event\":\"search\",\"user_id\":\"u\"}", MISSING_FIELD, "query", "needs a query"),
        new Bad(
            "{\"event\":\"search\",\"user_id\":\"u\",\"query\":\"  \"}",
            MISSING_FIELD,
            "query",
            "needs a query"),
        new Bad(user("\"\""), BAD_ID, "user_id", "user_id is empty"),
        new Bad(user("\"  \""), BAD_ID, "user_id", "user_id is empty"),
        new Bad(user("\"a\\u0000b\""), BAD_ID, "user_id", "control character at position 1"),
        new Bad(user("\"a\\nb\""), BAD_ID, "user_id", "control character"),
        new Bad(user("\"a\\ud800\""), BAD_ID, "user_id", "half a character at position 1"),
        new Bad(user("\"\\udc00a\""), BAD_ID, "user_id", "half a character at position 0"),
        new Bad(user("\"anonymous:1\""), BAD_ID, "user_id", "begins with \"anonymous:\""),
        new Bad(user("\"" + LONG_ID + "\""), TOO_LONG, "user_id", "10000 characters long"),
        new Bad(user("1" + "0".repeat(300)), TOO_LONG, "user_id", "has 301 digits"),
        new Bad(user("1.5"), WRONG_TYPE, "user_id", "user_id is 1.5"),
        new Bad(user("true"), WRONG_TYPE, "user_id", "user_id is true"),
        new Bad(user("{\"id\":1}"), WRONG_TYPE, "user_id", "user_id is an object"),
        new Bad(view("\"event_id\":\"\""), BAD_ID, "event_id", "event_id is empty"),
        new Bad(view("\"event_id\":\"" + LONG_ID + "\""), TOO_LONG, "event_id", "10000"),
        new Bad(view("\"session_id\":\"" + LONG_ID + "\""), TOO_LONG, "session_id", "10000"),
        new Bad(view("\"anonymous_id\":\"\""), BAD_ID, "anonymous_id", "anonymous_id is empty"),
        new Bad(view("\"recommendation_id\":[]"), WRONG_TYPE, "recommendation_id", "is a list"),
        new Bad(
            view("\"timestamp\":1769860740"), TIMESTAMP_OUT_OF_RANGE, "timestamp", "not seconds"),
        new Bad(view("\"timestamp\":0"), TIMESTAMP_OUT_OF_RANGE, "timestamp", "1995-01-01"),
        new Bad(view("\"timestamp\":-1"), TIMESTAMP_OUT_OF_RANGE, "timestamp", "1995-01-01"),
        new Bad(
            view("\"timestamp\":" + (NOW + 3_600_001)),
            TIMESTAMP_OUT_OF_RANGE,
            "timestamp",
            "more than 60 minutes after now (2026-01-31T12:00:00Z)"),
        new Bad(
            view("\"timestamp\":9223372036854775807"),
            TIMESTAMP_OUT_OF_RANGE,
            "timestamp",
            "after now"),
        new Bad(
            view("\"timestamp\":99999999999999999999"),
            TIMESTAMP_OUT_OF_RANGE,
            "timestamp",
            "give RFC 3339"),
        new Bad(
            view("\"timestamp\":\"9999-12-31T23:59:59Z\""),
            TIMESTAMP_OUT_OF_RANGE,
            "timestamp",
            "after now"),
        new Bad(view("\"timestamp\":\"yesterday\""), WRONG_TYPE, "timestamp", "\"yesterday\""),
        new Bad(view("\"timestamp\":\"2026-01-31\""), WRONG_TYPE, "timestamp", "give RFC 3339"),
        new Bad(view("\"timestamp\":1.7e12"), WRONG_TYPE, "timestamp", "epoch milliseconds"),
        new Bad(view("\"timestamp\":NaN"), WRONG_TYPE, "timestamp", "timestamp is NaN"),
        new Bad(view("\"timestamp\":{}"), WRONG_TYPE, "timestamp", "timestamp is an object"),
        new Bad(view("\"value\":NaN"), NUMBER_OUT_OF_RANGE, "value", "value is NaN; give a number"),
        new Bad(view("\"value\":-Infinity"), NUMBER_OUT_OF_RANGE, "value", "value is -Infinity"),
        new Bad(view("\"value\":-0.01"), NUMBER_OUT_OF_RANGE, "value", "from 0 to 1000000000"),
        new Bad(view("\"value\":1e400"), NUMBER_OUT_OF_RANGE, "value", "value is 1e400"),
        new Bad(view("\"value\":1e999999999"), NUMBER_OUT_OF_RANGE, "value", "1e999999999"),
        new Bad(view("\"value\":\"12\""), WRONG_TYPE, "value", "value is \"12\"; give a number"),
        new Bad(view("\"currency\":\"Euro\""), TOO_LONG, "currency", "give at most 3"),
        new Bad(view("\"currency\":978"), WRONG_TYPE, "currency", "give a text in quotes"),
        new Bad(view("\"query\":\"" + LONG_ID + "\""), TOO_LONG, "query", "give at most 1000"),
        new Bad(items("7"), WRONG_TYPE, "items", "items is 7; give a list"),
        new Bad(items("{\"item_id\":\"i\"}"), WRONG_TYPE, "items", "items is an object"),
        new Bad(items("[\"i\"]"), WRONG_TYPE, "items[0]", "give an object with an item_id"),
        new Bad(items("[[]]"), WRONG_TYPE, "items[0]", "items[0] is a list"),
        new Bad(items("[null]"), WRONG_TYPE, "items[0]", "items[0] is null"),
        new Bad(items("[{}]"), MISSING_FIELD, "items[0].item_id", "items[0].item_id is missing"),
        new Bad(
            items("[{\"item_id\":\"a\"},{\"item_id\":\"\"}]"),
            BAD_ID,
            "items[1].item_id",
            "items[1].item_id is empty"),
        new Bad(
            items("[{\"item_id\":\"" + LONG_ID + "\"}]"), TOO_LONG, "items[0].item_id", "10000"),
        new Bad(item("\"price\":NaN"), NUMBER_OUT_OF_RANGE, "items[0].price", "price is NaN"),
        new Bad(item("\"price\":-1"), NUMBER_OUT_OF_RANGE, "items[0].price", "price is -1"),
        new Bad(item("\"price\":1e10"), NUMBER_OUT_OF_RANGE, "items[0].price", "price is 1e10"),
        new Bad(item("\"price\":\"free\""), WRONG_TYPE, "items[0].price", "\"free\""),
        new Bad(item("\"quantity\":0"), NUMBER_OUT_OF_RANGE, "items[0].quantity", "from 1 to"),
        new Bad(item("\"quantity\":-2"), NUMBER_OUT_OF_RANGE, "items[0].quantity", "is -2"),
        new Bad(item("\"quantity\":1.5"), NUMBER_OUT_OF_RANGE, "items[0].quantity", "whole number"),
        new Bad(item("\"quantity\":1e99"), NUMBER_OUT_OF_RANGE, "items[0].quantity", "1e99"),
        new Bad(item("\"quantity\":NaN"), NUMBER_OUT_OF_RANGE, "items[0].quantity", "is NaN"),
        new Bad(item("\"quantity\":\"2\""), WRONG_TYPE, "items[0].quantity", "a whole number"),
        new Bad(item("\"index\":-1"), NUMBER_OUT_OF_RANGE, "items[0].index", "from 0 to"),
        new Bad(
            items(
                IntStream.range(0, 1_001)
                    .mapToObj(i -> "{\"item_id\":" + i + "}")
                    .collect(Collectors.joining(",", "[", "]"))),
            TOO_MANY,
            "items",
            "more than 1000 entries"),
        new Bad(view("\"properties\":[]"), WRONG_TYPE, "properties", "properties is a list"),
        new Bad(
            view("\"properties\":{\"a\":{}}"),
            WRONG_TYPE,
            "properties.a",
            "properties.a is an object"),
        new Bad(
            view("\"properties\":{\"a\":\"" + LONG_ID + "\"}"),
            TOO_LONG,
            "properties",
            "property a"),
        new Bad(
            view(
                IntStream.range(0, 51)
                    .mapToObj(i -> "\"p" + i + "\":1")
                    .collect(Collectors.joining(",", "\"properties\":{", "}"))),
            TOO_MANY,
            "properties",
            "more than 50 properties"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void refusesByNameOfTheField(Bad bad) {
    Rejection rejection = rejected(bad.json().getBytes(UTF_8));

    assertThat(rejection.reason()).as(rejection.message()).isEqualTo(bad.reason());
    assertThat(rejection.field()).isEqualTo(bad.field());
    assertThat(rejection.message()).contains(bad.message()).doesNotContain("\n");
    assertThat(rejection.message().length()).isLessThan(400);
  }

  @Test
  void everyReasonToRefuseHasAGoldenCase() {
    assertThat(golden())
        .extracting(Bad::reason)
        .containsAll(
            Stream.of(RejectReason.values()).filter(reason -> !reason.isQuarantine()).toList());
  }

  @Test
  void goesOnBehindARefusedEvent() throws IOException {
    String json =
        "[%s,%s,%s]"
            .formatted(
                view("\"value\":1"), view("\"value\":-1,\"items\":[[{}]]"), view("\"value\":3"));
    List<EventResult> results = new ArrayList<>();
    EventReader reader = reader();
    try (JsonParser parser = EventReader.parser(json.getBytes(UTF_8))) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        results.add(reader.read(parser));
      }
    }

    assertThat(results)
        .extracting(result -> result instanceof EventResult.Accepted)
        .containsExactly(true, false, true);
  }

  @Test
  void readsTextBehindAByteOrderMark() {
    accepted("\uFEFF" + view("\"value\":1"));
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void readsBackWhatTheWriterWrote(long seed) {
    RandomData data = new RandomData(new Random(seed));
    for (int i = 0; i < 2_000; i++) {
      Event event = data.event();
      assertThat(reader().read(EventWriter.write(event)))
          .isEqualTo(new EventResult.Accepted(event));
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void garbageIsRefusedAndNeverThrows(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      assertThat(reader().read(bytes)).isInstanceOf(EventResult.Rejected.class);
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void damagedEventsNeverThrow(long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = EventWriter.write(data.event());
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(reader().read(bytes)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000fffe", "fffe0000", "0000feff", "feff", "fffe", "00000000", "efbb"})
  void otherEncodingsAreRefused(String hex) {
    byte[] mark = java.util.HexFormat.of().parseHex(hex);
    assertThat(rejected(mark).reason()).isEqualTo(MALFORMED_JSON);
  }

  private static EventReader reader() {
    return new EventReader(() -> "made-up", NOW);
  }

  private static Event accepted(String json) {
    EventResult result = reader().read(json.getBytes(UTF_8));
    assertThat(result).isInstanceOf(EventResult.Accepted.class);
    return ((EventResult.Accepted) result).event();
  }

  private static Rejection rejected(byte[] json) {
    EventResult result = reader().read(json);
    assertThat(result).isInstanceOf(EventResult.Rejected.class);
    return ((EventResult.Rejected) result).rejection();
  }

  private static String view(String more) {
    return "{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"i\"," + more + "}";
  }

  private static String user(String id) {
    return "{\"event\":\"view_item\",\"item_id\":\"i\",\"user_id\":" + id + "}";
  }

  private static String items(String items) {
    return "{\"event\":\"purchase\",\"user_id\":\"u\",\"items\":" + items + "}";
  }

  private static String item(String more) {
    return items("[{\"item_id\":\"i\"," + more + "}]");
  }
}
