package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.ranking.Feature;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
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

class RecommendationsIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .visitor("alice", "g1", List.of("mugs-00", "mugs-01"), "mugs-02", "mugs-03")
        .visitor("anonymous:phone", "g1", List.of("candles-00", "candles-01"))
        .visitor("profile-only", "", List.of("bags-00"))
        .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer ask(String json) {
    return service.post("/v1/recommendations", json);
  }

  private static List<String> ids(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().get("items").forEach(item -> ids.add(item.get("item_id").asText()));
    return ids;
  }

  @Test
  void aVisitorWithAVectorGetsWhatTheyLikeAndWhy() {
    Answer answer = ask("{\"user_id\":\"alice\",\"limit\":5}");
    assertThat(ids(answer).subList(0, 3)).allMatch(id -> id.startsWith("mugs-"));
    JsonNode json = answer.json();
    assertThat(json.get("personalised").asBoolean()).isTrue();
    assertThat(json.get("generation").asText()).isEqualTo("g1");
    assertThat(json.get("recommendation_id").asText()).hasSize(36);
    JsonNode first = json.get("items").get(0);
    assertThat(first.get("why").get("text").asText()).startsWith("Because you viewed Mugs Number");
    assertThat(first.get("sources").toString()).contains("user-vector");
    assertThat(first.get("item").get("title").asText()).startsWith("Mugs Number");
    assertThat(json.has("explanation")).isFalse();
  }

  @Test
  void whatWasBoughtIsHiddenAtHomeButNotOnAProductPage() {
    assertThat(ids(ask("{\"user_id\":\"alice\",\"limit\":100}")))
        .doesNotContain("mugs-02", "mugs-03");
    assertThat(
            ids(
                ask(
                    "{\"user_id\":\"alice\",\"surface\":\"product\",\"item_id\":\"mugs-00\","
                        + "\"limit\":100}")))
        .contains("mugs-02", "mugs-03")
        .doesNotContain("mugs-00");
  }

  @Test
  void aVisitorNeverSeenIsEncodedFromTheHistoryOfTheRequest() {
    Answer answer =
        ask(
            """
            {"anonymous_id":"cold","history":[{"item_id":"candles-03","event":"add_to_cart"}],
             "limit":5}""");
    assertThat(ids(answer).subList(0, 3)).allMatch(id -> id.startsWith("candles-"));
    assertThat(answer.json().get("personalised").asBoolean()).isTrue();
    assertThat(answer.json().at("/items/0/why/text").asText())
        .isEqualTo("Because you put Candles Number 03 into your basket");
  }

  @Test
  void whoHasJustSignedInIsAnsweredFromTheDeviceUntilTheUserIsKnown() {
    Answer answer = ask("{\"user_id\":\"just-signed-in\",\"anonymous_id\":\"phone\",\"limit\":5}");
    assertThat(ids(answer).subList(0, 3)).allMatch(id -> id.startsWith("candles-"));
    assertThat(answer.json().get("personalised").asBoolean()).isTrue();
    Answer known = ask("{\"user_id\":\"alice\",\"anonymous_id\":\"phone\",\"limit\":5}");
    assertThat(ids(known).subList(0, 3)).allMatch(id -> id.startsWith("mugs-"));
  }

  @Test
  void aGenerationThatIsOpenAnswersWhoAsksForIt() {
    Answer answer = ask("{\"user_id\":\"alice\",\"limit\":3,\"generation\":\"g1\"}");
    assertThat(answer.json().get("generation").asText()).isEqualTo("g1");
    assertThat(answer.json().get("personalised").asBoolean()).isTrue();
  }

  @Test
  void aVisitorWhoseGenerationIsNotOpenIsEncodedIntoTheCurrentOne() {
    Answer answer = ask("{\"user_id\":\"profile-only\",\"limit\":3}");
    assertThat(ids(answer).getFirst()).startsWith("bags-");
    assertThat(answer.json().get("generation").asText()).isEqualTo("g1");
  }

  @Test
  void aColdVisitorGetsAFullAnswerAllTheSame() {
    Answer answer = ask("{\"limit\":100}");
    assertThat(ids(answer)).hasSize(100).doesNotHaveDuplicates();
    assertThat(answer.json().get("personalised").asBoolean()).isFalse();
    assertThat(answer.json().at("/items/0/why/text").asText()).isEqualTo("Popular in the shop");
  }

  @Test
  void aFilterNarrowsTheAnswerWithoutMakingItShort() {
    Answer answer =
        ask(
            "{\"user_id\":\"alice\",\"limit\":15,"
                + "\"filter\":\"category = \\\"Garden\\\" and price < 18\"}");
    assertThat(ids(answer)).hasSize(15).allMatch(id -> id.startsWith("garden-"));
    assertThat(ids(ask("{\"user_id\":\"alice\",\"filter\":\"price > 1000\"}"))).isEmpty();
  }

  @Test
  void noMoreOfOneCategoryThanItsShare() {
    assertThat(ids(ask("{\"user_id\":\"alice\",\"limit\":10}")))
        .filteredOn(id -> id.startsWith("mugs-"))
        .hasSize(6);
  }

  @Test
  void excludedItemsAreLeftOut() {
    List<String> before = ids(ask("{\"user_id\":\"alice\",\"limit\":3}"));
    String list = "\"" + String.join("\",\"", before) + "\"";
    assertThat(ids(ask("{\"user_id\":\"alice\",\"limit\":3,\"exclude\":[" + list + "]}")))
        .hasSize(3)
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void theSameIsAskedByQueryParameters() {
    Answer answer =
        service.get(
            "/v1/recommendations?user_id=alice&limit=4&exclude=mugs-04,mugs-05"
                + "&filter=category+%3D+%22Mugs%22&explain=true");
    assertThat(ids(answer))
        .hasSize(4)
        .allMatch(id -> id.startsWith("mugs-"))
        .doesNotContain("mugs-04", "mugs-05");
    assertThat(answer.json().has("explanation")).isTrue();
  }

  @Test
  void reasonsAreInTheLanguageOfTheParameterOrTheHeader() {
    String who = "{\"user_id\":\"alice\",\"limit\":1%s}";
    assertThat(reason(ask(who.formatted(",\"locale\":\"de-AT\""))))
        .startsWith("Weil Sie sich Mugs Number");
    assertThat(reason(service.get("/v1/recommendations?user_id=alice&limit=1&locale=fr")))
        .startsWith("Parce que vous avez regardé Mugs Number");
    for (String header : List.of("it, zh-CN;q=0.5", "zh")) {
      Answer answer =
          service.send(
              service
                  .request("/v1/recommendations?user_id=alice&limit=1")
                  .header("Accept-Language", header)
                  .GET());
      assertThat(reason(answer)).startsWith("因为您看过“Mugs Number");
    }
    assertThat(reason(ask(who.formatted(",\"locale\":\"xx\"")))).startsWith("Because you viewed");
    Answer refused = ask(who.formatted(",\"locale\":\"?!\""));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("field").asText()).isEqualTo("locale");
  }

  private static String reason(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().at("/items/0/why/text").asText();
  }

  @Test
  void anExplanationTellsStagesDropsAndScores() {
    Answer answer = ask("{\"user_id\":\"alice\",\"limit\":5,\"explain\":true}");
    JsonNode explanation = answer.json().get("explanation");
    assertThat(explanation.get("stages").findValuesAsText("name"))
        .contains("source:user-vector", "hydrate", "filter:bought", "score", "select");
    // Nobody reported impressions, so nothing is left to chance.
    assertThat(explanation.get("propensities")).hasSize(answer.json().get("items").size());
    explanation.get("propensities").forEach(p -> assertThat(p.asDouble()).isEqualTo(1));
    assertThat(explanation.get("dropped").toString())
        .contains("{\"item_id\":\"mugs-02\",\"stage\":\"bought\",\"reason\":\"was bought\"}");
    JsonNode first = answer.json().at("/items/0");
    double sum = 0;
    for (JsonNode part : explanation.get("scores").get(first.get("item_id").asText())) {
      sum += part.asDouble();
    }
    assertThat(sum).isEqualTo(first.get("score").asDouble());
  }

  @Test
  void anItemPutAfterTrainingIsRecalled() {
    service.put("/v1/items/late", "{\"title\":\"Mugs mugs mugs\",\"categories\":[\"Mugs\"]}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              Answer answer = ask("{\"user_id\":\"alice\",\"limit\":100,\"explain\":true}");
              assertThat(ids(answer)).contains("late");
              for (JsonNode item : answer.json().get("items")) {
                if (item.get("item_id").asText().equals("late")) {
                  assertThat(item.get("sources").toString()).contains("user-vector");
                }
              }
            });
    service.send(service.request("/v1/items/late").DELETE());
    assertThat(ids(ask("{\"user_id\":\"alice\",\"limit\":100}"))).doesNotContain("late");
  }

  @Test
  void anItemThatIsSoldOutIsGoneFromTheNextAnswer() {
    String best = ids(ask("{\"user_id\":\"alice\",\"limit\":1}")).getFirst();
    service.send("PATCH", "/v1/items/" + best, "application/json", "{\"stock\":0}");
    assertThat(ids(ask("{\"user_id\":\"alice\",\"limit\":100}"))).doesNotContain(best);
    service.send("PATCH", "/v1/items/" + best, "application/json", "{\"stock\":5}");
  }

  @Test
  void whatWasShownIsInTheServedLogAndADryRunIsNot() {
    String dry =
        ask("{\"user_id\":\"alice\",\"limit\":3,\"dry_run\":true}")
            .json()
            .get("recommendation_id")
            .asText();
    Answer answer = ask("{\"user_id\":\"alice\",\"limit\":3}");
    String id = answer.json().get("recommendation_id").asText();
    List<Served> log =
        BROKER
            .readUntil(
                Topics.SERVED,
                all -> all.stream().anyMatch(r -> r.value().recommendationId().equals(id)))
            .stream()
            .map(RunningBroker.Received::value)
            .toList();
    assertThat(log).extracting(Served::recommendationId).doesNotContain(dry);
    Served served =
        log.stream().filter(value -> value.recommendationId().equals(id)).findFirst().orElseThrow();
    assertThat(served.visitor()).isEqualTo("alice");
    assertThat(served.generation()).isEqualTo("g1");
    assertThat(served.items().stream().map(Served.ServedItem::itemId).toList())
        .isEqualTo(ids(answer));
    // What a ranker would have known, though this generation brings none.
    assertThat(served.hasFeatures()).isTrue();
    assertThat(served.items())
        .allSatisfy(item -> assertThat(item.features()).hasSize(Feature.COUNT))
        .anySatisfy(item -> assertThat(item.features()[Feature.MATCH_GAP.ordinal()]).isLessThan(0));
  }

  @Test
  void similarItemsAreOfTheSameKind() {
    Answer answer = service.get("/v1/items/toys-07/similar?limit=5");
    assertThat(ids(answer))
        .hasSize(5)
        .allMatch(id -> id.startsWith("toys-"))
        .doesNotContain("toys-07");
    assertThat(service.get("/v1/items/none/similar").status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "malformed JSON||{\"limit\":",
        "not an object||[]",
        "empty body||``",
        "limit too low|limit|{\"limit\":0}",
        "limit too high|limit|{\"limit\":101}",
        "limit of a wrong type|limit|{\"limit\":\"10\"}",
        "limit not whole|limit|{\"limit\":1.5}",
        "unknown surface|surface|{\"surface\":\"moon\"}",
        "filter with a syntax error|filter|{\"filter\":\"price <\"}",
        "filter of a wrong type|filter|{\"filter\":{}}",
        "id of a wrong type|user_id|{\"user_id\":[]}",
        "empty id|user_id|{\"user_id\":\" \"}",
        "prefixed user|user_id|{\"user_id\":\"anonymous:x\"}",
        "history of a wrong type|history|{\"history\":\"a\"}",
        "history without item|history[0].item_id|{\"history\":[{}]}",
        "history of unknown events|history[0].event|{\"history\":[{\"item_id\":\"a\",\"event\":\"look\"}]}",
        "history with a bad time|history[0].timestamp|{\"history\":[{\"item_id\":\"a\",\"timestamp\":\"x\"}]}",
        "explain of a wrong type|explain|{\"explain\":1}",
        "exclude of a wrong type|exclude|{\"exclude\":{}}",
        "exclude of wrong ids|exclude[0]|{\"exclude\":[null]}",
        "generation that is not open|generation|{\"generation\":\"g9\"}",
        "cursor of a dry run|cursor|{\"cursor\":\"x\",\"dry_run\":true}",
        "field twice||{\"limit\":1,\"limit\":2}",
      })
  void aBadRequestIsAProblemThatNamesTheField(String what, String field, String body) {
    Answer answer = ask(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
  }

  @Test
  void aFilterWithASyntaxErrorIsToldWhere() {
    assertThat(ask("{\"filter\":\"pric < 3\"}").json().get("detail").asText())
        .isEqualTo(
            "filter, at character 1: \"pric\" is not a field; the fields are item_id, title,"
                + " category, brand, currency, attribute, price, stock, added, updated");
  }
}
