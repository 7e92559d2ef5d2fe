package io.limpet.search.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFilterTest {
  private static final long FEBRUARY = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
  private static final Item MUG =
      new Item(
          "22423",
          "Red \"retro\" mug",
          null,
          List.of("Kitchen", "Mugs"),
          "Acme",
          4.5,
          "GBP",
          3,
          null,
          List.of("colour=red", "gift", "size=41"));
  private static final Item BARE = Item.of("bare");

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // filter | the mug | an item of which only the id is known
        "``|true|true",
        "category = \"Kitchen\"|true|false",
        "category = 'Mugs'|true|false",
        "category = \"mugs\"|false|false",
        "category != \"Kitchen\"|false|true",
        "item_id = 22423|true|false",
        "item_id in (\"bare\", 22423)|true|true",
        "title = \"Red \\\"retro\\\" mug\"|true|false",
        "brand in (\"a\",\"Acme\")|true|false",
        "brand not in (\"a\",\"Acme\")|false|true",
        "NOT brand IN (\"a\")|true|true",
        "currency = \"GBP\"|true|false",
        "attribute = \"colour=red\"|true|false",
        "attribute = \"gift\" and attribute = \"colour=red\"|true|false",
        "price < 4.5|false|false",
        "price <= 4.5|true|false",
        "price > 4.4e0|true|false",
        "price >= 5|false|false",
        "price = 4.50|true|false",
        "price != 4.5|false|true",
        "price in (1, 4.5)|true|false",
        "price > -1|true|false",
        "stock = 0|false|false",
        "not stock = 0|true|true",
        "category = \"x\" or price < 10 and brand = \"Acme\"|true|false",
        "(category = \"x\" or price < 10) and brand = \"no\"|false|false",
        "not not (stock > 2)|true|false",
        "category under \"Kitchen\"|true|false",
        "category under (\"Kitchen\", \"Mugs\")|true|false",
        "category under (\"Kitchen\", \"Mugs\", \"Red\")|false|false",
        "category under \"Mugs\"|false|false",
        "not category under \"Kitchen\"|false|true",
        "attribute.colour = \"red\"|true|false",
        "attribute.colour in (\"blue\", \"red\")|true|false",
        "attribute.colour != \"red\"|false|true",
        "attribute.size >= 40|true|false",
        "attribute.size < 40.5|false|false",
        "attribute.colour > 1|false|false",
        "added > \"2026-01-31\"|true|false",
        "added <= \"2026-02-01T00:00:00Z\"|true|true",
        "added < now|true|true",
        "added > now - 5000w|true|true",
        "added > now-1d or updated > now - 36h|false|false",
        "added < now + 2m|true|true",
        "category = \"x\" and price < 10 and (brand in (\"a\",\"b\") or not stock = 0)|false|false",
      })
  void decides(String filter, boolean mug, boolean bare) {
    ItemFilter parsed = ItemFilter.parse(filter);
    assertThat(parsed.test(new CatalogueItem(MUG, FEBRUARY, FEBRUARY))).isEqualTo(mug);
    assertThat(parsed.test(new CatalogueItem(BARE, 0, 0))).isEqualTo(bare);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pric < 3|0|\"pric\" is not a field; the fields are item_id, title, category, brand",
        "price|5|the end stands where =, !=, <, <=, >, >= or in should",
        "price <|7|the end stands where a number, since price is one should",
        "price < \"3\"|8|leave the quotes out",
        "price < NaN|8|a number",
        "price < 1f|8|a number",
        "price < 1e999|8|a number",
        "brand < \"a\"|6|brand is a text and cannot be compared with <; use =, != or in",
        "brand = x|8|a text in quotes",
        "brand = \"x|8|no end",
        "brand in ()|10|a text in quotes",
        "brand in (\"a\"|13|\")\" should",
        "brand = \"a\" brand|12|and, or, or the end",
        "(brand = \"a\"|12|\")\" should",
        "brand = \"a\" and|15|a field",
        "brand ! \"a\"|6|means nothing here",
        "brand not \"a\"|10|in should",
        "; drop|0|means nothing here",
        "=|0|a field",
      })
  void saysWhereAndHowToMend(String filter, int position, String message) {
    assertThatThrownBy(() -> ItemFilter.parse(filter))
        .isInstanceOfSatisfying(
            FilterException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not "})
  void refusesWhatIsNestedTooDeeplyInsteadOfOverflowing(String opening) {
    assertThatThrownBy(() -> ItemFilter.parse(opening.repeat(900)))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("more than 50");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> ItemFilter.parse(" ".repeat(5_000)))
        .hasMessageContaining("5000 characters");
  }
}
