package io.limpet.search.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SurfacesIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .visitor("alice", "g1", List.of("mugs-00"))
        .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer put(String document, String... headers) {
    var request = service.request("/v1/surfaces").PUT(BodyPublishers.ofString(document));
    return service.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void aNewSurfaceAnswersAtOnceInEveryReplicaAndAfterARestart(@TempDir Path other) {
    Answer put =
        put(
            "{\"checkout\": {\"like\": \"cart\", \"filter\": \"category = \\\"Garden\\\"\"}}",
            "X-Changed-By",
            "anna");
    assertThat(put.status()).as(put.body()).isEqualTo(200);
    String version = put.json().get("version").asText();
    assertThat(put.raw().headers().firstValue("ETag")).contains("\"" + version + "\"");
    assertThat(put.json().get("by").asText()).isEqualTo("anna");
    try (RunningService replica = RunningService.start(BROKER.bootstrapServers(), other).ready()) {
      for (RunningService one : List.of(service, replica)) {
        Answer answer =
            one.post(
                "/v1/recommendations",
                "{\"user_id\":\"alice\",\"surface\":\"checkout\",\"limit\":20}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("surface_version").asText()).isEqualTo(version);
        assertThat(answer.json().get("items")).hasSize(20);
        assertThat(answer.json().get("items").findValuesAsText("item_id"))
            .allMatch(id -> id.startsWith("garden-"));
      }
    }
  }

  @Test
  void aDocumentThatCannotBeUsedChangesNothing() {
    String before = service.get("/v1/surfaces").json().get("version").asText();
    Answer refused = put("{\"home\": {\"like\": \"home\", \"sources\": {\"moon\": {}}}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.json().get("field").asText()).isEqualTo("home.sources.moon");
    assertThat(put("").status()).isEqualTo(400);
    assertThat(put("{").status()).isEqualTo(400);
    assertThat(service.get("/v1/surfaces").json().get("version").asText()).isEqualTo(before);
  }

  @Test
  void whoKnowsAnOlderVersionIsToldSo() {
    Answer known = service.get("/v1/surfaces");
    ObjectNode surfaces = (ObjectNode) known.json().get("surfaces");
    Answer same =
        put(
            surfaces.toString(),
            "If-Match",
            known.raw().headers().firstValue("ETag").orElseThrow());
    assertThat(same.status()).as(same.body()).isEqualTo(200);
    assertThat(same.json().get("version")).isEqualTo(known.json().get("version"));

    Answer stale = put("{}", "If-Match", "\"000000000000\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.json().get("detail").asText()).contains("get the surfaces again");
  }

  @Test
  void whatWasSetUpBeforeIsKeptAndCanBeSetUpAgain() {
    put("{\"promo\": {\"like\": \"cart\"}}", "X-Changed-By", "UTF-8''%E5%B0%8F%E6%98%8E");
    String version = service.get("/v1/surfaces").json().get("version").asText();
    put("{\"promo\": {\"like\": \"home\"}}");

    JsonNode history = service.get("/v1/surfaces/history").json();
    assertThat(history.get(0).at("/document/promo/like").asText()).isEqualTo("home");
    assertThat(history.get(1).get("by").asText()).isEqualTo("\u5c0f\u660e");
    assertThat(history.get(1).get("version").asText()).isEqualTo(version);

    Answer back = put(history.get(1).get("document").toString());
    assertThat(back.json().get("version").asText()).isEqualTo(version);
  }

  @Test
  void aNameThatIsNotEncodedAsItSaysIsRefused() {
    Answer refused = put("{}", "X-Changed-By", "UTF-8''%E5%");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("field").asText()).isEqualTo("X-Changed-By");
  }
}
