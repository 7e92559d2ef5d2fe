package io.limpet.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.text.TextIndex.Match;
import io.limpet.search.text.TextIndex.Matches;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextIndexTest {
  private static final List<Item> SHOP =
      List.of(
          item("tv", "Acme 32PFL 32\" LCD TV black", "Acme"),
          item("bag", "Zenith laptop bag grey", "Zenith"),
          item("laptop", "Acme Pro 15.6\" laptop 16 GB silver", "Acme"),
          item("headset", "Sonus WH-1000XM4 wireless headphones", "Sonus"),
          item("toner", "Brother TN-2110 toner cartridge", "Brother"),
          item("drive", "Zenith external hard drive 1,000 GB", "Zenith"),
          item("café", "Café crème coffee machine", "Zenith"),
          item("console", "Playbox PS4 Pro console", "Playbox"));

  private TextIndex index = english(Synonyms.NONE);

  private static Item item(String id, String title, String brand) {
    return new Item(id, title, null, List.of(), brand, null, null, null, null, List.of());
  }

  private static TextIndex english(Synonyms synonyms) {
    return filled(Language.ENGLISH, synonyms, SHOP);
  }

  private static TextIndex filled(Language language, Synonyms synonyms, List<Item> items) {
    var index = new TextIndex(language, synonyms, Relevance.DEFAULT);
    for (int i = 0; i < items.size(); i++) {
      index.put(i, new CatalogueItem(items.get(i), 1, 1));
    }
    index.refresh();
    return index;
  }

  private List<String> found(String query) {
    return found(query, SHOP);
  }

  private List<String> found(String query, List<Item> items) {
    List<Match> matches = index.search(query, Integer.MAX_VALUE, number -> true).best();
    return matches.stream().map(match -> items.get(match.number()).itemId()).toList();
  }

  @AfterEach
  void close() {
    index.close();
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource({
    "wh-1000xm4, headset",
    "WH1000XM4, headset",
    "wh 1000 xm4, headset",
    "1000xm4, headset",
    "tn2110, toner",
    "TN 2110 toner, toner",
    "16gb, laptop",
    "16 gb laptop, laptop",
    "15.6 inch laptop, laptop",
    "15.6\" laptop, laptop",
    "'15,6in laptop', laptop",
    "harddrive, drive",
    "1000gb, drive",
    "cafe creme, café",
    "headphone, headset",
    "head phones, headset",
    "ps4, console",
    "ps 4, console",
  })
  void findsThingsHoweverTheyAreWritten(String query, String id) {
    assertThat(found(query)).startsWith(id);
  }

  @Test
  void theThingItselfComesBeforeWhatIsForIt() {
    assertThat(found("laptop")).containsExactly("laptop", "bag");
  }

  @ParameterizedTest(name = "{0} was meant to be {1}")
  @CsvSource({
    "headphnes, headphones",
    "labtop, laptop",
    "brothre toner, brother toner",
    "extrenal drive, external drive",
    "coffeemachine, coffee machine"
  })
  void mendsWordsThatNoItemHas(String typed, String meant) {
    assertThat(index.search(typed, 10, number -> true).corrected()).isEqualTo(meant);
    assertThat(found(typed)).isNotEmpty().isEqualTo(found(meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"laptop", "head", "zzzzzzzz", "tn-2111", "bag", "12345", "the"})
  void leavesWordsThatThereAreAndWhatIsNearNothing(String typed) {
    assertThat(index.search(typed, 10, number -> true).corrected()).isNull();
  }

  @Test
  void synonymsFindEachOther() {
    index.close();
    index =
        english(
            Synonyms.of(
                List.of("laptop, notebook", "telly => tv", "lcd telly => tv"),
                "x",
                Language.ENGLISH));
    assertThat(found("notebook")).contains("laptop");
    assertThat(found("telly")).containsExactly("tv");
    assertThat(found("tv")).containsExactly("tv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "the",
        "\"",
        "((",
        "a AND OR",
        "*",
        "~",
        "\u0000",
        "++--||",
        "[a-z]+.*?",
        "🎧🎧",
        "🎧 laptop",
        "\\",
        "title:laptop^5",
        "-",
        "'",
        "\uD83D",
        "....",
        "а́",
        "ﷺ",
        "1e9999",
        "%s%n"
      })
  void noTextIsTooOdd(String text) {
    index.search(text, 10, number -> true);
    index.complete(text, 10, number -> true);
  }

  @Test
  void aVeryLongTextIsCutOff() {
    assertThat(found("laptop ".repeat(5_000))).startsWith("laptop");
    assertThat(found("x".repeat(10_000))).isEmpty();
    assertThat(found("x-".repeat(5_000))).isEmpty();
  }

  /** Blocks that cannot have better ones are passed over, which must not show. */
  @Test
  void theBestFewAreTheFirstOfAll() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    index.close();
    index = new TextIndex(Language.ENGLISH, Synonyms.NONE, Relevance.DEFAULT);
    int items = 20_000;
    for (int i = 0; i < items; i++) {
      index.put(i, new CatalogueItem(item("i" + i, words(random), words(random)), 1, 1));
      if (random.nextInt(items) < 5) {
        index.refresh();
      }
    }
    index.refresh();
    IntPredicate acceptable = number -> number % 3 != 0;
    for (String query : List.of("aa", "aa bb", "ee bb gg", "gg hh", "ff")) {
      List<Match> all = index.search(query, items, acceptable).best();
      Matches found = index.search(query, 100, acceptable);
      String what = query + " with seed " + seed;
      assertThat(found.numbers())
          .as(what)
          .hasSameSizeAs(all)
          .containsExactlyInAnyOrder(all.stream().mapToInt(Match::number).toArray());
      assertThat(found.best().stream().map(Match::score))
          .as(what)
          .containsExactlyElementsOf(all.stream().limit(100).map(Match::score).toList());
      float last = found.best().getLast().score();
      assertThat(found.best().stream().filter(match -> match.score() > last))
          .as(what)
          .containsExactlyElementsOf(all.stream().filter(match -> match.score() > last).toList());
    }
  }

  /** One to twelve words, of which each is half as frequent as the one before. */
  private static String words(Random random) {
    var words = new StringJoiner(" ");
    for (int i = random.nextInt(12); i >= 0; i--) {
      char letter = (char) ('a' + Integer.numberOfTrailingZeros(random.nextInt(1 << 10) | 1 << 10));
      words.add("" + letter + letter);
    }
    return words.toString();
  }

  @Test
  void whatIsTypedIsCompleted() {
    TextIndex.Completions completions = index.complete("acme lap", 5, number -> true);
    assertThat(completions.before()).isEqualTo("acme");
    assertThat(completions.prefix()).isEqualTo("lap");
    assertThat(completions.numbers()).containsExactly(2);
  }

  @Test
  void findsChineseByWords() {
    List<Item> shop =
        List.of(
            item("case", "苹果手机保护壳 透明", "Acme"),
            item("phone", "华为智能手机 128GB 黑色", "华为"),
            item("headset", "索尼无线蓝牙耳机 WH-1000XM4", "索尼"),
            item("cup", "陶瓷咖啡杯", "Zenith"));
    index.close();
    index = filled(Language.CHINESE, Synonyms.NONE, shop);

    assertThat(found("蓝牙耳机", shop)).startsWith("headset");
    assertThat(found("我要买耳机", shop)).containsExactly("headset");
    assertThat(found("手机", shop)).containsExactlyInAnyOrder("phone", "case");
    assertThat(found("华为手机", shop)).startsWith("phone");
    assertThat(found("咖啡杯", shop)).containsExactly("cup");
    assertThat(found("索尼wh1000xm4", shop)).containsExactly("headset");
    assertThat(found("128gb手机", shop)).startsWith("phone");
  }

  @Test
  void otherLanguagesHaveTheirOwnForms() {
    List<Item> shop =
        List.of(item("a", "Kopfhörer für Computer", "Acme"), item("b", "Mützen", "B"));
    index.close();
    index = filled(Language.GERMAN, Synonyms.NONE, shop);

    assertThat(found("kopfhorer", shop)).containsExactly("a");
    assertThat(found("Mütze", shop)).containsExactly("b");
    assertThat(found("für Mütze", shop)).containsExactly("b");
  }
}
