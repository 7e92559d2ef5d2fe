package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class PagingIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;
  static Shop shop;

  @BeforeAll
  static void start() {
    shop =
        new Shop(BROKER, folder)
            .stock()
            .train("g1", 1)
            .train("g2", 2)
            .visitor("alice", "g1", List.of("mugs-00"))
            .visitor("mover", "g1", List.of("mugs-00"))
            .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer ask(String visitor, String more) {
    return service.post(
        "/v1/recommendations", "{\"user_id\":\"%s\",\"limit\":7%s}".formatted(visitor, more));
  }

  private static String cursor(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("next_cursor").asText("");
  }

  private static List<String> ids(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().get("items").forEach(item -> ids.add(item.get("item_id").asText()));
    return ids;
  }

  private static void waitFor(String visitor, String first) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(ids(ask(visitor, "")).getFirst()).startsWith(first));
  }

  @Test
  void theServedLogSaysWhereAPageBegins() {
    Answer first = ask("mover", "");
    String id = first.json().get("recommendation_id").asText();
    Answer second = ask("mover", ",\"cursor\":\"" + cursor(first) + "\"");
    ask("mover", ",\"cursor\":\"" + cursor(second) + "\"");
    List<Served> pages =
        served(id, BROKER.readUntil(Topics.SERVED, all -> served(id, all).size() == 3));
    assertThat(pages).extracting(Served::firstPosition).containsExactly(0, 7, 14);
    // Products of what was not shown are not in a cursor, and without them no feature is whole.
    assertThat(pages).extracting(Served::hasFeatures).containsExactly(true, false, false);
  }

  private static List<Served> served(String id, List<RunningBroker.Received<Served>> all) {
    return all.stream()
        .map(RunningBroker.Received::value)
        .filter(served -> served.recommendationId().equals(id))
        .toList();
  }

  @Test
  void pagesDoNotRepeatAndStayTheSameWhileTheVectorChanges() {
    Answer page = ask("alice", "");
    String id = page.json().get("recommendation_id").asText();
    List<String> all = new ArrayList<>(ids(page));
    String second = cursor(page);
    List<String> before = ids(ask("alice", ",\"cursor\":\"" + second + "\""));
    shop.visitor("alice", "g1", List.of("garden-00", "garden-01"));
    waitFor("alice", "garden");
    assertThat(ids(ask("alice", ",\"cursor\":\"" + second + "\""))).isEqualTo(before);

    String next = second;
    int pages = 1;
    while (!next.isEmpty()) {
      page = ask("alice", ",\"cursor\":\"" + next + "\"");
      assertThat(page.json().get("recommendation_id").asText()).isEqualTo(id);
      all.addAll(ids(page));
      next = cursor(page);
      pages++;
    }
    assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    assertThat(pages).isGreaterThan(7);
  }

  @Test
  void whatSellsOutBetweenPagesIsNotShown() {
    String cursor = cursor(ask("nobody", ""));
    String next = ids(ask("nobody", ",\"cursor\":\"" + cursor + "\"")).getFirst();
    service.send("PATCH", "/v1/items/" + next, "application/json", "{\"stock\":0}");
    assertThat(ids(ask("nobody", ",\"cursor\":\"" + cursor + "\"")))
        .doesNotContain(next)
        .hasSize(7);
    service.send("PATCH", "/v1/items/" + next, "application/json", "{\"stock\":5}");
  }

  @Test
  void aCursorThatIsNoneOrForgedOrOfSomebodyElseIsABadRequest() {
    String cursor = cursor(ask("alice", ""));
    String forged =
        cursor.substring(0, 40) + (cursor.charAt(40) == 'A' ? 'B' : 'A') + cursor.substring(41);
    for (String request :
        List.of(
            ",\"cursor\":\"none\"",
            ",\"cursor\":\"" + forged + "\"",
            ",\"surface\":\"email\",\"cursor\":\"" + cursor + "\"")) {
      Answer answer = ask("alice", request);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.json().get("field").asText()).isEqualTo("cursor");
    }
    assertThat(ask("bob", ",\"cursor\":\"" + cursor + "\"").status()).isEqualTo(400);
    assertThat(ask("alice", ",\"cursor\":3").status()).isEqualTo(400);
  }

  /** One test, since what is decided on a generation stays decided for the tests after it. */
  @Test
  void aCursorGoesOnWithItsGenerationUntilThatIsTakenBack() {
    Answer page = ask("mover", "");
    String cursor = cursor(page);
    List<String> before = ids(ask("mover", ",\"cursor\":\"" + cursor + "\""));
    // A canary that takes nearly everybody comes between two pages.
    service.post("/v1/models/g2/release", "{\"share\":0.999999}");
    assertThat(ask("mover", "").json().get("generation").asText()).isEqualTo("g2");
    Answer next = ask("mover", ",\"cursor\":\"" + cursor + "\"");
    assertThat(ids(next)).isEqualTo(before);
    assertThat(next.json().get("generation").asText()).isEqualTo("g1");

    service.post("/v1/models/g2/release", "");
    assertThat(ids(ask("mover", ",\"cursor\":\"" + cursor + "\""))).isEqualTo(before);
    String chosen = ",\"generation\":\"g2\",\"cursor\":\"" + cursor + "\"";
    assertThat(ask("mover", chosen).status()).isEqualTo(410);

    service.post("/v1/models/g1/rollback", "");
    Answer gone = ask("mover", ",\"cursor\":\"" + cursor + "\"");
    assertThat(gone.status()).isEqualTo(410);
    JsonNode problem = gone.json();
    assertThat(problem.get("detail").asText())
        .isEqualTo(
            "cursor is of generation \"g1\", and \"g2\" answers now; ask again without the cursor to"
                + " begin a new answer");
    assertThat(problem.get("type").asText()).isEqualTo("urn:limpet:problem:gone");
  }
}
