package io.limpet.search.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(BROKER.bootstrapServers(), folder);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Answer post(String body) {
    return service.post("/v1/events", body);
  }

  /** The events in Kafka of the visitors whose id begins so. */
  private static List<Event> stored(String userPrefix, int atLeast) {
    return BROKER
        .readUntil(
            Topics.EVENTS,
            all -> all.stream().filter(r -> r.key().startsWith(userPrefix)).count() >= atLeast)
        .stream()
        .filter(record -> record.key().startsWith(userPrefix))
        .map(
            record ->
                ((EventResult.Accepted)
                        new EventReader(() -> "none", Long.MAX_VALUE / 2).read(record.value()))
                    .event())
        .toList();
  }

  @Test
  void oneObjectIsInKafkaWithAnIdAndATimeOnceItWasAccepted() {
    long before = System.currentTimeMillis();
    Answer answer = post("{\"event\":\"view_item\",\"user_id\":\"one-1\",\"item_id\":\"a\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    Event event = stored("one-", 1).getFirst();
    assertThat(UUID.fromString(event.eventId())).isNotNull();
    assertThat(event.timestampMillis()).isBetween(before, System.currentTimeMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "Googlebot/2.1 (+http://www.google.com/bot.html), crawler-1, Googlebot/2.1 (+http://www.google.com/bot.html)",
    "okhttp/4.12.0, server-1,",
  })
  void anEventIsMarkedWithTheCrawlerThatSendsItAndNotWithAServerOfTheShop(
      String agent, String user, @Nullable String marked) {
    Answer answer =
        service.send(
            service
                .request("/v1/events")
                .header("User-Agent", agent)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"event\":\"view_item\",\"user_id\":\"%s\",\"item_id\":\"a\"}"
                            .formatted(user))));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(stored(user, 1).getFirst().properties().get("user_agent")).isEqualTo(marked);
  }

  @Test
  void anArrayAndItsOwnIdsAndTimesAreKept() {
    Answer answer =
        post(
            """
            [{"event_id":"e1","event":"view_item","user_id":"arr-1","item_id":"a","timestamp":"2026-01-02T03:04:05Z"},
             {"event_id":"e2","event":"purchase","anonymous_id":"arr","items":[{"item_id":"b","quantity":2,"price":1.5}]}]
            """);
    assertThat(answer.status()).isEqualTo(202);
    Event event = stored("arr-", 1).getFirst();
    assertThat(event.eventId()).isEqualTo("e1");
    assertThat(Instant.ofEpochMilli(event.timestampMillis())).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(stored("anonymous:arr", 1).getFirst().items().getFirst().quantity()).isEqualTo(2);
  }

  @Test
  void aBadLineOfNdjsonSpoilsOnlyItself() {
    Answer answer =
        service.send(
            "POST",
            "/v1/events",
            "application/x-ndjson",
            """
            {"event":"view_item","user_id":"nd-1","item_id":"a"}
            {"event":"view_item","user_id":

            {"event":"view_item","user_id":"nd-2","item_id":"a"}
            """);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    JsonNode refused = answer.json().get("rejected").get(0);
    assertThat(refused.get("index").asInt()).isEqualTo(1);
    assertThat(refused.get("reason").asText()).isEqualTo("malformed_json");
    assertThat(stored("nd-", 2)).hasSize(2);
  }

  @Test
  void whatStandsBeforeMalformedJsonIsAccepted() {
    Answer answer =
        post("[{\"event\":\"view_item\",\"user_id\":\"cut-1\",\"item_id\":\"a\"}, {\"event\":");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().get("rejected").get(0).get("index").asInt()).isEqualTo(1);
    assertThat(stored("cut-", 1)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "malformed JSON|malformed_json||{\"event\":",
        "not an object|wrong_type||42",
        "unknown event name|unknown_event|event|{\"event\":\"look\",\"user_id\":\"u\",\"item_id\":\"a\"}",
        "missing event|missing_field|event|{\"user_id\":\"u\",\"item_id\":\"a\"}",
        "missing id|missing_field|user_id|{\"event\":\"view_item\",\"item_id\":\"a\"}",
        "empty id|bad_id|user_id|{\"event\":\"view_item\",\"user_id\":\"\",\"item_id\":\"a\"}",
        "wrong type|wrong_type|user_id|{\"event\":\"view_item\",\"user_id\":{},\"item_id\":\"a\"}",
        "far future|timestamp_out_of_range|timestamp|{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"a\",\"timestamp\":\"2999-01-01T00:00:00Z\"}",
        "far past|timestamp_out_of_range|timestamp|{\"event\":\"view_item\",\"user_id\":\"u\",\"item_id\":\"a\",\"timestamp\":12}",
        "NaN price|number_out_of_range|items[0].price|{\"event\":\"purchase\",\"user_id\":\"u\",\"items\":[{\"item_id\":\"a\",\"price\":NaN}]}",
        "negative price|number_out_of_range|items[0].price|{\"event\":\"purchase\",\"user_id\":\"u\",\"items\":[{\"item_id\":\"a\",\"price\":-1}]}",
      })
  void aBadEventIsAProblemThatNamesTheField(String what, String reason, String field, String body) {
    Answer answer = post(body);
    assertProblem(answer, 400);
    JsonNode refused = answer.json().get("rejected").get(0);
    assertThat(refused.get("reason").asText()).isEqualTo(reason);
    assertThat(refused.get("field").asText()).isEqualTo(field == null ? "" : field);
    assertThat(refused.get("index").asInt()).isZero();
  }

  @Test
  void anIdOfTenThousandCharactersIsRefusedNotCut() {
    Answer answer =
        post(
            "{\"event\":\"view_item\",\"item_id\":\"a\",\"user_id\":\""
                + "x".repeat(10_000)
                + "\"}");
    assertProblem(answer, 400);
    assertThat(answer.json().get("field").asText()).isEqualTo("user_id");
    assertThat(answer.body()).hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({"''", "[]", "'   '"})
  void aBodyWithoutEventsIsAProblem(String body) {
    assertProblem(post(body), 400);
  }

  @Test
  void aBodyOfFiftyMegabytesIs413() {
    assertProblem(post(" ".repeat(50 << 20)), 413);
  }

  @Test
  void anUnknownPathIs404AndAWrongMethod405() {
    assertProblem(service.get("/v1/nothing"), 404);
    assertProblem(service.get("/v1/events"), 405);
  }

  static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("title").asText()).isNotBlank();
    assertThat(answer.json().get("detail").asText()).isNotBlank();
    assertThat(answer.json().get("type").asText()).startsWith("urn:limpet:problem:");
  }
}
