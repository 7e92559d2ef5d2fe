package io.limpet.search.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .visitor("gardener", "g1", List.of("garden-00"))
        .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer search(String json) {
    Answer answer = service.post("/v1/search", json);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static List<String> ids(Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.json().get("items").forEach(item -> ids.add(item.get("item_id").asText()));
    return ids;
  }

  @Test
  void findsByWordsInAnyFormAndCountsCategories() {
    Answer answer = search("{\"query\":\"candle\",\"limit\":5}");
    assertThat(ids(answer)).hasSize(5).allMatch(id -> id.startsWith("candles-"));
    assertThat(answer.json().get("total").asInt()).isEqualTo(20);
    assertThat(answer.json().get("categories").toString())
        .isEqualTo("[{\"name\":\"Candles\",\"count\":20}]");
  }

  @Test
  void pagesFollowEachOther() {
    List<String> all = ids(search("{\"query\":\"toys\",\"limit\":20}"));
    assertThat(ids(search("{\"query\":\"toys\",\"limit\":7,\"offset\":7}")))
        .isEqualTo(all.subList(7, 14));
  }

  @Test
  void withoutAQueryEverythingIsThereToBrowse() {
    Answer answer = search("{\"filter\":\"category = \\\"Cards\\\"\",\"limit\":100}");
    assertThat(ids(answer)).hasSize(20).allMatch(id -> id.startsWith("cards-"));
    assertThat(search("{}").json().get("total").asInt()).isGreaterThanOrEqualTo(120);
  }

  @Test
  void leansTowardsWhatTheVisitorLikes() {
    assertThat(ids(search("{\"query\":\"number 05\",\"user_id\":\"gardener\",\"limit\":1}")))
        .containsExactly("garden-05");
  }

  @Test
  void explainsWhatSpeaksForEachItem() {
    Answer answer =
        search("{\"query\":\"number 05\",\"user_id\":\"gardener\",\"limit\":3,\"explain\":true}");
    JsonNode best = answer.json().at("/explanation/matches/garden-05");
    assertThat(best.get("words").asDouble()).isEqualTo(1);
    assertThat(best.get("meaning").asDouble()).isBetween(0.0, 1.0);
    assertThat(best.get("taste").asDouble())
        .isGreaterThan(
            answer.json().at("/explanation/matches/" + ids(answer).get(1) + "/taste").asDouble());
    assertThat(search("{\"explain\":true,\"limit\":1}").json().at("/explanation/matches"))
        .as("nothing was searched for")
        .isEmpty();
    assertThat(service.get("/v1/search/synonyms").body()).isEqualTo("{\"rules\":[]}");
  }

  @Test
  void addsWhatIsNearByMeaningWhereWordsFindLittle() {
    service.put("/v1/items/odd", "{\"title\":\"A gift made of wax\",\"categories\":[\"Odd\"]}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(ids(search("{\"query\":\"wax candles gift\",\"limit\":100}")))
                    .contains("odd", "candles-01"));
    service.send(service.request("/v1/items/odd").DELETE());
  }

  @Test
  void findsAnItemByItsIdAndByTheBeginningOfAWord() {
    assertThat(ids(search("{\"query\":\"mugs-07\",\"limit\":1}"))).containsExactly("mugs-07");
    assertThat(ids(search("{\"query\":\"cand\",\"limit\":3}")))
        .isNotEmpty()
        .allMatch(id -> id.startsWith("candles-"));
  }

  @Test
  void countsWhatTheFoundItemsHaveInCommon() {
    Answer answer = search("{\"query\":\"candle\",\"limit\":5}");
    long brands = 0;
    for (JsonNode brand : answer.json().get("brands")) {
      brands += brand.get("count").asLong();
    }
    long priced = 0;
    double before = -1;
    for (JsonNode range : answer.json().get("prices")) {
      assertThat(range.get("from").asDouble()).isGreaterThan(before);
      before = range.get("from").asDouble();
      priced += range.get("count").asLong();
    }
    assertThat(brands).isEqualTo(20);
    assertThat(priced).isEqualTo(20);
    assertThat(answer.json().has("attributes")).isTrue();
  }

  @Test
  void aFilterNarrowsWhatIsCountedToo() {
    JsonNode brand = search("{\"query\":\"candle\"}").json().get("brands").get(0);
    Answer answer =
        search(
            "{\"query\":\"candle\",\"filter\":\"brand = \\\"%s\\\"\"}"
                .formatted(brand.get("name").asText()));
    assertThat(answer.json().get("total").asInt()).isEqualTo(brand.get("count").asInt());
    assertThat(answer.json().get("brands")).hasSize(1);
  }

  @Test
  void mendsAWordThatNoItemHasAndSaysSo() {
    Answer answer = search("{\"query\":\"candel\"}");
    assertThat(answer.json().get("did_you_mean").asText()).startsWith("candle");
    assertThat(ids(answer)).isNotEmpty().allMatch(id -> id.startsWith("candles-"));
    assertThat(search("{\"query\":\"candle\"}").json().hasNonNull("did_you_mean")).isFalse();
  }

  @Test
  void suggestsQueriesCategoriesBrandsAndItems() {
    Answer answer = service.get("/v1/suggest?q=cand&limit=3");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("queries").get(0).asText()).startsWith("candle");
    assertThat(answer.json().get("categories").toString())
        .isEqualTo("[{\"name\":\"Candles\",\"count\":20}]");
    assertThat(answer.json().get("items")).hasSize(3);
    assertThat(answer.json().get("items").get(0).get("item_id").asText()).startsWith("candles-");
    assertThat(service.get("/v1/suggest").json().get("items")).isEmpty();
    assertThat(service.get("/v1/suggest?q=%F0%9F%8E%A7%20(%5B").status()).isEqualTo(200);
    assertThat(service.get("/v1/suggest?q=a&limit=0").status()).isEqualTo(400);
    assertThat(service.get("/v1/suggest?q=" + "a".repeat(1_001)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\"",
        "((",
        "a AND OR",
        "*",
        "~",
        "\\u0000",
        "++--||",
        "   ",
        "\\\\",
        "the",
        "\uD83C\uDFA7",
        "[a-z]+.*"
      })
  void noQueryIsTooOdd(String query) {
    search("{\"query\":\"" + query + "\"}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "query|{\"query\":7}",
        "limit|{\"limit\":-1}",
        "offset|{\"offset\":-1}",
        "filter|{\"filter\":\"brand =\"}",
        "user_id|{\"user_id\":{}}",
      })
  void aBadRequestIsAProblemThatNamesTheField(String field, String body) {
    Answer answer = service.post("/v1/search", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }

  @Test
  void aQueryThatIsTooLongIsRefused() {
    Answer answer = service.post("/v1/search", "{\"query\":\"" + "x".repeat(10_000) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("10000 characters");
  }
}
