package io.limpet.core.item;

import static io.limpet.core.event.RejectReason.BAD_ID;
import static io.limpet.core.event.RejectReason.MALFORMED_JSON;
import static io.limpet.core.event.RejectReason.MISSING_FIELD;
import static io.limpet.core.event.RejectReason.NUMBER_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.TOO_LONG;
import static io.limpet.core.event.RejectReason.TOO_MANY;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.RandomData;
import io.limpet.core.codec.CatalogueItemCodec;
import io.limpet.core.event.Faults;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemReaderTest {
  @Test
  void readsEveryField() {
    assertThat(
            accepted(
                """
                {"item_id":"85123A","title":"White Hanging Heart","description":"A heart",
                 "categories":["Home","Candles"],"brand":"Acme","price":2.55,"currency":"GBP",
                 "stock":12,"image_url":"https://shop.example/1.jpg","attributes":["red","small"],
                 "colour":"passed over"}
                """))
        .isEqualTo(
            new Item(
                "85123A",
                "White Hanging Heart",
                "A heart",
                List.of("Home", "Candles"),
                "Acme",
                2.55,
                "GBP",
                12,
                "https://shop.example/1.jpg",
                List.of("red", "small")));
  }

  @Test
  void onlyTheIdMustBeThere() {
    assertThat(accepted("{\"item_id\":7}")).isEqualTo(Item.of("7"));
    assertThat(accepted("{\"item_id\":\"7\",\"title\":null,\"categories\":null}"))
        .isEqualTo(Item.of("7"));
  }

  @Test
  void attributesMayBeAMapAndCategoriesOneText() {
    Item item =
        accepted(
            "{\"item_id\":\"a\",\"categories\":\"Home\",\"attributes\":"
                + "{\"colour\":[\"red\",\"blue\"],\"size\":3,\"new\":true,\"old\":null}}");

    assertThat(item.categories()).containsExactly("Home");
    assertThat(item.attributes())
        .containsExactly("colour=red", "colour=blue", "size=3", "new=true");
  }

  @Test
  void attributesMayBeNumbers() {
    assertThat(accepted("{\"item_id\":\"a\",\"attributes\":[251,\"red\",true]}").attributes())
        .containsExactly("251", "red", "true");
    assertThat(accepted("{\"item_id\":\"a\",\"attributes\":{\"size\":[38,39]}}").attributes())
        .containsExactly("size=38", "size=39");
  }

  @Test
  void theIdOfAPathStandsInForAMissingOne() {
    byte[] json = "{\"title\":\"Mug\"}".getBytes(UTF_8);
    assertThat(((ItemResult.Accepted) new ItemReader().read(json, "p")).item().itemId())
        .isEqualTo("p");

    byte[] other = "{\"item_id\":\"q\"}".getBytes(UTF_8);
    assertThat(((ItemResult.Rejected) new ItemReader().read(other, "p")).rejection().message())
        .contains("item_id is \"q\" but the path says \"p\"");
  }

  record Bad(String json, RejectReason reason, String field, String message) {
    @Override
    public String toString() {
      return reason + " " + field + ": " + Faults.shown(json);
    }
  }

  static List<Bad> golden() {
    return List.of(
        new Bad("", MALFORMED_JSON, "", "JSON object"),
        new Bad("[]", MALFORMED_JSON, "", "JSON object"),
        new Bad("{\"item_id\":", MALFORMED_JSON, "", "not valid JSON"),
        new Bad("{\"item_id\":\"a\"}{}", MALFORMED_JSON, "", "more follows"),
        new Bad("{}", MISSING_FIELD, "item_id", "item_id is missing"),
        new Bad("{\"item_id\":\" \"}", BAD_ID, "item_id", "item_id is empty"),
        new Bad("{\"item_id\":\"" + "x".repeat(10_000) + "\"}", TOO_LONG, "item_id", "10000"),
        new Bad(item("\"title\":7"), WRONG_TYPE, "title", "title is 7"),
        new Bad(item("\"title\":\"" + "x".repeat(20_001) + "\""), TOO_LONG, "title", "20001"),
        new Bad(item("\"brand\":\"" + "x".repeat(1_001) + "\""), TOO_LONG, "brand", "1001"),
        new Bad(item("\"price\":NaN"), NUMBER_OUT_OF_RANGE, "price", "price is NaN"),
        new Bad(item("\"price\":-0.5"), NUMBER_OUT_OF_RANGE, "price", "price is -0.5"),
        new Bad(item("\"price\":\"2.55\""), WRONG_TYPE, "price", "give a number"),
        new Bad(item("\"stock\":-1"), NUMBER_OUT_OF_RANGE, "stock", "stock is -1"),
        new Bad(item("\"stock\":1e30"), NUMBER_OUT_OF_RANGE, "stock", "stock is 1e30"),
        new Bad(item("\"categories\":7"), WRONG_TYPE, "categories", "not a list of texts"),
        new Bad(item("\"categories\":[\"a\",7]"), WRONG_TYPE, "categories[1]", "is 7"),
        new Bad(item("\"attributes\":[{}]"), WRONG_TYPE, "attributes[0]", "is an object"),
        new Bad(item("\"attributes\":[null]"), WRONG_TYPE, "attributes[0]", "is null"),
        new Bad(item("\"attributes\":{\"a\":{}}"), WRONG_TYPE, "attributes.a", "is an object"),
        new Bad(
            item(
                IntStream.range(0, 201)
                    .mapToObj(i -> "\"c" + i + "\"")
                    .collect(Collectors.joining(",", "\"categories\":[", "]"))),
            TOO_MANY,
            "categories",
            "more than 200 entries"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void refusesByNameOfTheField(Bad bad) {
    ItemResult result = new ItemReader().read(bad.json().getBytes(UTF_8));

    assertThat(result).isInstanceOf(ItemResult.Rejected.class);
    Rejection rejection = ((ItemResult.Rejected) result).rejection();
    assertThat(rejection.reason()).as(rejection.message()).isEqualTo(bad.reason());
    assertThat(rejection.field()).isEqualTo(bad.field());
    assertThat(rejection.message()).contains(bad.message());
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void readsBackWhatTheWriterWrote(long seed) {
    RandomData data = new RandomData(new Random(seed));
    CatalogueItemCodec codec = new CatalogueItemCodec();
    for (int i = 0; i < 1_000; i++) {
      Item item = data.item();
      assertThat(new ItemReader().read(ItemWriter.write(item)))
          .isEqualTo(new ItemResult.Accepted(item));
      CatalogueItem catalogued = new CatalogueItem(item, i, 2L * i);
      assertThat(codec.decode(codec.encode(catalogued))).isEqualTo(catalogued);
    }
  }

  @Test
  void contentIsWhatATextEncoderReads() {
    Item item =
        new Item(
            "a",
            "Mug",
            "Holds tea",
            List.of("Home", "Kitchen"),
            "Acme",
            null,
            null,
            0,
            null,
            List.of());

    assertThat(item.contentText()).isEqualTo("Mug. Acme. Home, Kitchen. Holds tea");
    assertThat(Item.of("a").contentText()).isEmpty();
    assertThat(item.isAvailable()).isFalse();
    assertThat(Item.of("a").isAvailable()).isTrue();
    assertThat(item.topCategory()).contains("Home");
  }

  private static Item accepted(String json) {
    ItemResult result = new ItemReader().read(json.getBytes(UTF_8));
    assertThat(result).isInstanceOf(ItemResult.Accepted.class);
    return ((ItemResult.Accepted) result).item();
  }

  private static String item(String more) {
    return "{\"item_id\":\"a\"," + more + "}";
  }
}
