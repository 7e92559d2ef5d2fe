package io.limpet.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .visitor("alice", "g1", List.of("mugs-00"), "mugs-01")
        .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void clear() {
    for (JsonNode rule : service.get("/v1/rules").json()) {
      service.send(service.request("/v1/rules/" + rule.get("id").asText()).DELETE());
    }
  }

  private static Answer put(String id, String rule) {
    return service.send(
        service
            .request("/v1/rules/" + id)
            .header("X-Changed-By", "anna")
            .PUT(BodyPublishers.ofString(rule)));
  }

  private static void putWell(String id, String rule) {
    Answer answer = put(id, rule);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static JsonNode ask(String more) {
    Answer answer =
        service.post(
            "/v1/recommendations",
            "{\"user_id\":\"alice\",\"limit\":8,\"explain\":true" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.get("items").forEach(item -> ids.add(item.get("item_id").asText()));
    return ids;
  }

  @Test
  void aPinStandsAtItsPlaceEvenIfTheVisitorHasItAndNoFurther() {
    putWell(
        "p",
        "{\"action\":\"pin\",\"items\":[\"garden-03\"],\"position\":2,\"surfaces\":[\"home\"]}");
    putWell("q", "{\"action\":\"pin\",\"items\":[\"mugs-01\"],\"position\":4}");
    JsonNode answer = ask("");
    assertThat(ids(answer)).hasSize(8).doesNotHaveDuplicates();
    assertThat(ids(answer).get(1)).isEqualTo("garden-03");
    assertThat(ids(answer).get(3)).isEqualTo("mugs-01");
    assertThat(answer.at("/items/1/sources").toString()).contains("pinned");
    assertThat(answer.at("/explanation/rules").toString())
        .contains("{\"id\":\"p\",\"action\":\"pin\",\"items\":[\"garden-03\"]}");
    assertThat(ids(ask(",\"surface\":\"email\""))).doesNotContain("garden-03");
    assertThat(ids(ask(",\"exclude\":[\"garden-03\"]"))).doesNotContain("garden-03");
  }

  @Test
  void whatIsBoostedRisesAndWhatIsBuriedSinks() {
    String both = ",\"filter\":\"category in (\\\"Toys\\\", \\\"Mugs\\\")\"";
    assertThat(ids(ask(both)).getFirst()).startsWith("mugs");
    putWell("up", "{\"action\":\"boost\",\"filter\":\"category = \\\"Toys\\\"\",\"strength\":5}");
    putWell("down", "{\"action\":\"bury\",\"filter\":\"category = \\\"Mugs\\\"\",\"strength\":5}");
    JsonNode answer = ask(both);
    assertThat(ids(answer).getFirst()).startsWith("toys");
    String first = ids(answer).getFirst();
    assertThat(answer.at("/explanation/scores").get(first).has("rule:up")).isTrue();
  }

  @Test
  void whatIsHiddenIsGoneForTheSegmentAndOnlyLeavesOutTheRest() {
    putWell(
        "h", "{\"action\":\"hide\",\"filter\":\"category = \\\"Mugs\\\"\",\"segments\":[\"vip\"]}");
    putWell(
        "o",
        "{\"action\":\"only\",\"filter\":\"category = \\\"Garden\\\"\",\"queries\":[\"Spade\"]}");
    assertThat(ids(ask(""))).anyMatch(id -> id.startsWith("mugs"));
    assertThat(ids(ask(",\"segments\":[\"vip\"]")))
        .hasSize(8)
        .noneMatch(id -> id.startsWith("mugs"));
    assertThat(ids(ask(",\"surface\":\"search\",\"query\":\" spade \"")))
        .hasSize(8)
        .allMatch(id -> id.startsWith("garden"));
  }

  @Test
  void aRuleAppliesBetweenItsDates() {
    putWell("old", "{\"action\":\"pin\",\"items\":[\"toys-01\"],\"to\":\"2020-01-01T00:00:00Z\"}");
    putWell(
        "later", "{\"action\":\"pin\",\"items\":[\"toys-02\"],\"from\":\"2999-01-01T00:00:00Z\"}");
    putWell(
        "now",
        "{\"action\":\"pin\",\"items\":[\"toys-03\"],\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2998-01-01T00:00:00Z\"}");
    assertThat(ids(ask("")).getFirst()).isEqualTo("toys-03");
    assertThat(ids(ask(""))).doesNotContain("toys-01", "toys-02");
  }

  @Test
  void rulesThatContradictEachOtherAreRefusedWithBothNamed() {
    putWell("first", "{\"action\":\"pin\",\"items\":[\"toys-01\"],\"surfaces\":[\"home\"]}");
    for (String rule :
        List.of(
            "{\"action\":\"pin\",\"items\":[\"toys-02\"]}",
            "{\"action\":\"pin\",\"items\":[\"toys-01\"],\"position\":3}",
            "{\"action\":\"hide\",\"filter\":\"category = \\\"Toys\\\"\"}",
            "{\"action\":\"bury\",\"items\":[\"toys-01\"]}",
            "{\"action\":\"only\",\"filter\":\"category = \\\"Mugs\\\"\"}")) {
      Answer refused = put("second", rule);
      assertThat(refused.status()).as(rule + refused.body()).isEqualTo(409);
      assertThat(refused.json().get("detail").asText()).contains("\"first\"", "\"second\"");
    }
    putWell("second", "{\"action\":\"pin\",\"items\":[\"toys-02\"],\"surfaces\":[\"cart\"]}");
    putWell("third", "{\"action\":\"boost\",\"items\":[\"bags-01\"]}");
    assertThat(put("fourth", "{\"action\":\"bury\",\"items\":[\"bags-01\"]}").status())
        .isEqualTo(409);
  }

  @Test
  void aPreviewChangesNothing() {
    Answer preview =
        service.post(
            "/v1/rules/preview",
            """
            {"rule": {"action": "pin", "items": ["garden-05"]},
             "request": {"user_id": "alice", "limit": 5}}""");
    assertThat(preview.status()).as(preview.body()).isEqualTo(200);
    assertThat(preview.json().at("/after/0").asText()).isEqualTo("garden-05");
    assertThat(preview.json().get("entered").toString()).isEqualTo("[\"garden-05\"]");
    assertThat(preview.json().get("left")).hasSize(1);
    assertThat(preview.json().get("before").toString()).doesNotContain("garden-05");
    assertThat(ids(ask(""))).doesNotContain("garden-05");
    assertThat(service.get("/v1/rules").json()).isEmpty();
  }

  @Test
  void theAuditTellsWhoChangedWhatAndAReplicaFollows(@TempDir Path other) {
    putWell("audited", "{\"action\":\"boost\",\"items\":[\"toys-01\"],\"strength\":1}");
    putWell("audited", "{\"action\":\"boost\",\"items\":[\"toys-01\"],\"strength\":2}");
    try (RunningService replica = RunningService.start(BROKER.bootstrapServers(), other).ready()) {
      assertThat(replica.get("/v1/rules/audited").json().at("/rule/strength").asDouble())
          .isEqualTo(2);
    }
    assertThat(service.send(service.request("/v1/rules/audited").DELETE()).status()).isEqualTo(204);
    assertThat(service.get("/v1/rules/audited").status()).isEqualTo(404);
    assertThat(service.send(service.request("/v1/rules/audited").DELETE()).status()).isEqualTo(404);
    JsonNode audit = service.get("/v1/rules/audit").json();
    assertThat(audit.get(0).get("id").asText()).isEqualTo("audited");
    assertThat(audit.get(0).has("after")).isFalse();
    assertThat(put("audit", "{\"action\":\"hide\",\"items\":[\"a\"]}").status()).isEqualTo(400);
    assertThat(audit.get(1).get("by").asText()).isEqualTo("anna");
    assertThat(audit.get(1).at("/after/strength").asDouble()).isEqualTo(2);
  }

  private static JsonNode search(String more) {
    Answer answer = service.post("/v1/search", "{\"limit\":8,\"explain\":true" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void searchFollowsTheRulesThatNameItsQueryOrTheSurfaceSearch() {
    String mugs = ",\"query\":\"Mugs\"";
    List<String> before = ids(search(mugs));
    assertThat(before).hasSize(8).allMatch(id -> id.startsWith("mugs"));
    String last = before.get(7);
    putWell("everywhere", "{\"action\":\"pin\",\"items\":[\"toys-01\"],\"position\":3}");
    assertThat(ids(search(mugs))).isEqualTo(before);
    putWell("pinned", "{\"action\":\"pin\",\"items\":[\"garden-05\"],\"queries\":[\"mugs\"]}");
    putWell(
        "up",
        "{\"action\":\"boost\",\"items\":[\"%s\"],\"strength\":5,\"surfaces\":[\"search\"]}"
            .formatted(last));
    putWell(
        "gone",
        "{\"action\":\"hide\",\"items\":[\"%s\"],\"queries\":[\"mugs\"],\"segments\":[\"anonymous\"]}"
            .formatted(before.get(1)));
    JsonNode answer = search(mugs);
    assertThat(ids(answer)).hasSize(8).doesNotHaveDuplicates().startsWith("garden-05", last);
    assertThat(ids(answer)).doesNotContain(before.get(1), "toys-01");
    // One more by the pin, one less by what is hidden; the counts say the same.
    assertThat(answer.get("total").asInt()).isEqualTo(20);
    assertThat(answer.get("categories").toString())
        .contains("{\"name\":\"Mugs\",\"count\":19}", "{\"name\":\"Garden\",\"count\":1}");
    assertThat(answer.at("/explanation/rules").toString())
        .contains("{\"id\":\"pinned\",\"action\":\"pin\",\"items\":[\"garden-05\"]}");
    double sum = 0;
    for (JsonNode part : answer.at("/explanation/scores").get(last)) {
      sum += part.asDouble();
    }
    assertThat(answer.at("/explanation/scores").get(last).has("rule:up")).isTrue();
    assertThat(answer.at("/items/1/score").asDouble()).isEqualTo(sum);
    assertThat(search(mugs + ",\"user_id\":\"alice\"").get("total").asInt()).isEqualTo(21);
    assertThat(ids(search(mugs + ",\"filter\":\"category = \\\"Mugs\\\"\"")))
        .doesNotContain("garden-05");
    assertThat(ids(search(",\"query\":\"garden\""))).allMatch(id -> id.startsWith("garden"));
    List<String> pages = new ArrayList<>(ids(search(mugs + ",\"offset\":8")));
    assertThat(pages).doesNotContainAnyElementsOf(ids(answer));
  }

  @Test
  void aPreviewOfASearchChangesNothing() {
    Answer preview =
        service.post(
            "/v1/rules/preview",
            """
            {"rule": {"action": "pin", "items": ["garden-05"], "queries": ["mugs"]},
             "search": {"query": "mugs", "limit": 5}}""");
    assertThat(preview.status()).as(preview.body()).isEqualTo(200);
    assertThat(preview.json().at("/after/0").asText()).isEqualTo("garden-05");
    assertThat(preview.json().get("entered").toString()).isEqualTo("[\"garden-05\"]");
    assertThat(preview.json().get("left")).hasSize(1);
    assertThat(ids(search(",\"query\":\"mugs\""))).doesNotContain("garden-05");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no action|action|{\"items\":[\"a\"]}",
        "an unknown action|action|{\"action\":\"push\",\"items\":[\"a\"]}",
        "about nothing|items|{\"action\":\"hide\"}",
        "items and a filter|items|{\"action\":\"hide\",\"items\":[\"a\"],\"filter\":\"stock = 0\"}",
        "two pins|items|{\"action\":\"pin\",\"items\":[\"a\",\"b\"]}",
        "position 0|position|{\"action\":\"pin\",\"items\":[\"a\"],\"position\":0}",
        "a strength below 0|strength|{\"action\":\"boost\",\"items\":[\"a\"],\"strength\":-1}",
        "a position of a boost|position|{\"action\":\"boost\",\"items\":[\"a\"],\"position\":1}",
        "no time|from|{\"action\":\"hide\",\"items\":[\"a\"],\"from\":\"today\"}",
        "dates the wrong way|to|{\"action\":\"hide\",\"items\":[\"a\"],\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
        "a bad filter|filter|{\"action\":\"hide\",\"filter\":\"pric = 1\"}",
        "a list||[]",
      })
  void aRuleThatIsNoneIsToldWhere(String what, String field, String rule) {
    Answer refused = put("bad", rule);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.json().path("field").asText(null)).isEqualTo(field);
  }
}
