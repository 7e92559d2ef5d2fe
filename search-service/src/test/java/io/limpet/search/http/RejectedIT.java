package io.limpet.search.http;

import static io.limpet.search.http.EventsIT.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.event.Replay;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedIT {
  private static final int VISITORS = 7;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  /**
   * Three reasons by turns, 60 events of seven visitors, one by one so that their order is known.
   */
  @BeforeAll
  static void start() {
    for (int i = 0; i < 60; i++) {
      reject("visitor-" + i % VISITORS, reason(i), "{\"n\":" + i + "}", i);
    }
    reject("cut", RejectReason.TOO_LONG, "x".repeat(RejectedEvent.RAW_BYTES), 60);
    service = RunningService.start(BROKER.bootstrapServers(), folder);
  }

  private static RejectReason reason(int i) {
    return List.of(RejectReason.BAD_ID, RejectReason.BOT_RATE, RejectReason.IMPOSSIBLE_PURCHASE)
        .get(i % 3);
  }

  private static void reject(String visitor, RejectReason reason, String raw, int offset) {
    BROKER.send(
        Topics.EVENTS_REJECTED,
        visitor,
        new RejectedEvent(
            new Rejection(reason, "", "because"), raw.getBytes(UTF_8), 1_000 + offset, 1, offset));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void listsAllOfThemNewestFirstPageByPage() {
    List<Long> offsets = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = service.get("/v1/events/rejected?limit=9" + cursor).json();
      page.get("events").forEach(event -> offsets.add(event.get("offset").asLong()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(offsets).doesNotHaveDuplicates().hasSize(61);
    // Kafka's times are as fine as milliseconds: those of one may come in any order.
    assertThat(offsets.getFirst()).isGreaterThan(50);
    assertThat(offsets.getLast()).isLessThan(10);
  }

  @Test
  void saysAllThatIsKnownOfOne() {
    JsonNode one =
        service
            .get("/v1/events/rejected?reason=bot_rate&visitor=visitor-1")
            .json()
            .get("events")
            .get(0);
    assertThat(one.get("reason").asText()).isEqualTo("bot_rate");
    assertThat(one.get("quarantined").asBoolean()).isTrue();
    assertThat(one.get("message").asText()).isEqualTo("because");
    assertThat(one.get("key").asText()).isEqualTo("visitor-1");
    assertThat(one.get("partition").asInt()).isEqualTo(1);
    assertThat(one.get("raw").asText()).isEqualTo("{\"n\":" + one.get("offset").asLong() + "}");
    assertThat(one.has("field")).isFalse();
    assertThat(service.get("/v1/events/rejected?until=2026-01-01T00:00:00Z").json().get("events"))
        .isEmpty();
  }

  @Test
  void countsThemByReason() {
    JsonNode counted = service.get("/v1/events/rejected/reasons").json();
    assertThat(counted.get("events").asLong()).isEqualTo(61);
    assertThat(counted.get("complete").asBoolean()).isTrue();
    assertThat(counted.get("reasons").toString())
        .contains(
            "{\"reason\":\"bad_id\",\"quarantined\":false,\"events\":20}",
            "{\"reason\":\"bot_rate\",\"quarantined\":true,\"events\":20}");
    assertThat(
            service
                .get(
                    "/v1/events/rejected/reasons?since=2999-01-01T00:00:00Z&until=2999-01-02T00:00:00Z")
                .json()
                .get("events")
                .asLong())
        .isZero();
  }

  @Test
  void sendsThemAgainUnderTheirKeyAndInTheirOrder() {
    String wanted = "{\"visitor\":\"visitor-2\",\"release\":%s,\"dry_run\":%s}";
    assertThat(replay(wanted.formatted(false, true)).toString())
        .contains("\"sent\":3", "\"quarantined\":6");
    assertThat(replay(wanted.formatted(true, true)).get("sent").asLong()).isEqualTo(9);
    assertThat(sentAgain("visitor-2")).isEmpty();

    JsonNode first = replay("{\"visitor\":\"visitor-2\",\"release\":true,\"limit\":3}");
    assertThat(first.get("sent").asLong()).isEqualTo(3);
    JsonNode rest =
        replay(
            "{\"visitor\":\"visitor-2\",\"release\":true,\"until\":\"%s\",\"cursor\":\"%s\"}"
                .formatted(first.get("until").asText(), first.get("next_cursor").asText()));
    assertThat(rest.get("sent").asLong()).isEqualTo(6);
    assertThat(rest.has("next_cursor")).isFalse();
    assertThat(sentAgain("visitor-2"))
        .containsExactly(
            "{\"n\":2} 1-2 1002 released",
            "{\"n\":9} 1-9 1009 released",
            "{\"n\":16} 1-16 1016 released",
            "{\"n\":23} 1-23 1023 released",
            "{\"n\":30} 1-30 1030 released",
            "{\"n\":37} 1-37 1037 released",
            "{\"n\":44} 1-44 1044 released",
            "{\"n\":51} 1-51 1051 released",
            "{\"n\":58} 1-58 1058 released");
  }

  @Test
  void leavesWhatWasNotKeptWhole() {
    JsonNode sent = replay("{\"visitor\":\"cut\"}");
    assertThat(sent.get("sent").asLong()).isZero();
    assertThat(sent.get("cut").asLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/events/rejected?reason=nobody|reason|nobody",
        "/v1/events/rejected?since=yesterday|since|yesterday",
        "/v1/events/rejected?limit=0|limit|1 to 1000",
        "/v1/events/rejected?cursor=abc|cursor|next_cursor",
        "/v1/events/rejected?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z|until|2026-01-02",
        "/v1/events/rejected/reasons?until=soon|until|soon",
      })
  void refusesAWrongParameterByItsName(String path, String field, String said) {
    Answer answer = service.get(path);
    assertProblem(answer, 400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).contains(field, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"reason\":\"nobody\"}|reason",
        "{\"reason\":\"bot_rate\"}|release",
        "{\"release\":\"yes\"}|release",
        "{\"limit\":100000}|limit",
        "{\"since\":12}|since",
        "{\"cursor\":\"1\"}|cursor",
      })
  void refusesAWrongReplayByTheField(String body, String field) {
    Answer answer = service.post("/v1/events/rejected/replay", body);
    assertProblem(answer, 400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }

  private static JsonNode replay(String body) {
    Answer answer = service.post("/v1/events/rejected/replay", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** What came into limpet.events by a replay, with the header behind it. */
  private static List<String> sentAgain(String visitor) {
    List<String> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          var header = record.headers().lastHeader(Replay.HEADER);
          if (header != null && visitor.equals(new String(record.key(), UTF_8))) {
            found.add(new String(record.value(), UTF_8) + " " + new String(header.value(), UTF_8));
          }
        }
      }
    }
    return found;
  }
}
