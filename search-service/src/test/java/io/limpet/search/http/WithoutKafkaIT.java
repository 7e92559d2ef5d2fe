package io.limpet.search.http;

import static io.limpet.search.http.EventsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.SearchService;
import io.limpet.search.SearchSettings;
import io.limpet.search.StartException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service says of itself, while there is no Kafka. */
class WithoutKafkaIT {
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    service =
        RunningService.start(
            "127.0.0.1:1",
            folder,
            null,
            Clock.fixed(Instant.parse("2025-03-04T05:06:07Z"), ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void eventsAreNotAcknowledged() {
    Answer answer =
        service.post("/v1/events", "{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"a\"}");
    assertProblem(answer, 503);
    assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void itemsAreNotAcknowledged() {
    assertProblem(service.put("/v1/items/a", "{\"title\":\"A\"}"), 503);
  }

  @Test
  void isAliveButNotReadyAndSaysForWhatItWaits() {
    assertThat(service.get("/health/live").status()).isEqualTo(200);
    Answer ready = service.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("reading limpet.items");
  }

  @Test
  void answersAllTheSame() {
    assertThat(service.post("/v1/recommendations", "{}").status()).isEqualTo(200);
    assertThat(service.get("/v1/status").json().get("ready").asBoolean()).isFalse();
  }

  @Test
  void goesByTheClockThatItIsGiven() {
    assertThat(service.get("/v1/metrics/surveys").json().get("to").asText())
        .isEqualTo("2025-03-04");
  }

  @Test
  void pagesComeWithAPolicyAndTheOpenApiDocumentWithExamples() {
    Answer page = service.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(page.raw().headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'");
    assertThat(service.get("/console").contentType()).startsWith("text/html");
    Answer api = service.get("/openapi.yaml");
    assertThat(api.contentType()).startsWith("application/yaml");
    assertThat(api.body())
        .contains("/v1/recommendations:", "Regency cakestand", "application/problem+json");
  }

  @Test
  void aPortInUseIsSaidInOneLine() {
    int port = URI.create(service.uri("/").toString()).getPort();
    SearchSettings taken =
        SearchSettings.local("127.0.0.1:1", folder, folder.resolve("other"), port);
    assertThatThrownBy(() -> SearchService.start(taken))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("choose another port");
  }

  @Test
  void settingsThatCannotBeUsedAreNamed() {
    var properties = new java.util.Properties();
    properties.setProperty("micronaut.server.port", "eighty");
    assertThatThrownBy(() -> SearchSettings.of(properties, java.util.Map.of()))
        .hasMessageContaining("micronaut.server.port")
        .hasMessageContaining("eighty");
    assertThat(
            SearchSettings.of(
                    new java.util.Properties(), java.util.Map.of("LIMPET_BOOTSTRAP_SERVERS", "k:1"))
                .bootstrapServers())
        .isEqualTo("k:1");
  }
}
