package io.limpet.standalone.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.Lake;
import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole stack forgets a user: afterwards no byte of its data folder says who it was. */
@Execution(ExecutionMode.CONCURRENT)
class ErasureIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Parts that have nothing in common, so that no compression hides one behind the other. */
  private static final String USER = "quixotry-mulligatawny";

  private static final String DEVICE = "zephyrphone";
  private static final List<String> TRACES = List.of("quixotry", "mulligatawny", "zephyrphone");

  @TempDir Path folder;
  private Stack stack;

  @Test
  void noByteOfTheDataFolderHoldsAnErasedId() throws Exception {
    JsonNode bob;
    String receipt;
    try (Stack started = Stack.start(StackSettings.onFreePorts(folder))) {
      stack = started;
      live();
      stack.settle(PATIENCE);
      awaitKnown(USER, true);
      awaitKnown("bob", true);
      assertThat(files()).isNotEmpty();
      bob = get("/v1/users/bob");

      JsonNode asked = JSON.readTree(send("DELETE", "/v1/users/" + USER, "", 202));
      receipt = asked.path("receipt").asText();
      assertThat(JSON.readTree(send("DELETE", "/v1/users/" + USER, "", 202)).path("receipt"))
          .isEqualTo(asked.path("receipt"));
    }
    // Wherever that was: it goes on with the next start.
    try (Stack started = Stack.start(StackSettings.onFreePorts(folder))) {
      stack = started;
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> get("/v1/erasures/" + receipt).path("done").asBoolean());

      JsonNode done = get("/v1/erasures/" + receipt);
      assertThat(done.toString()).doesNotContain(TRACES);
      assertThat(removed(done, "lake")).isGreaterThanOrEqualTo(6);
      assertThat(removed(done, "identities")).isOne();
      assertThat(removed(done, "limpet.events.rejected")).isEqualTo(2);
      // Kafka deletes files some seconds after they have been cut off or compacted.
      Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(files()).isEmpty());
      assertThat(records()).isEmpty();
      assertThat(rows()).isEmpty();
      awaitKnown(USER, false);
      awaitKnown("anonymous:" + DEVICE, false);

      assertThat(get("/v1/users/bob")).isEqualTo(bob);
      List<String> visitors = new ArrayList<>();
      new Lake(folder.resolve("lake")).forEach(row -> visitors.add(row.visitor()));
      assertThat(visitors).containsOnly("bob", "anonymous:bobs-phone").hasSize(5);
      JsonNode rejected = get("/v1/events/rejected");
      assertThat(rejected.toString()).contains("bob-was-here");

      comesAgain();
    }
  }

  /** What was done before is not taken in again; what is done from now on is somebody new's. */
  private void comesAgain() throws Exception {
    report(
        "{\"event_id\":\"old\",\"event\":\"view_item\",\"user_id\":\"%s\",\"item_id\":\"mug\",\"timestamp\":\"%s\"}"
            .formatted(USER, Instant.now().minusSeconds(3_600)));
    report(event("view_item", "\"user_id\":\"" + USER + "\"", "new"));
    awaitKnown(USER, true);
    JsonNode anew = get("/v1/users/" + USER);
    assertThat(anew.path("events").asLong()).isOne();
  }

  private void live() throws Exception {
    send(
        "POST",
        "/v1/items",
        "{\"item_id\":\"mug\",\"title\":\"Mug\"}\n{\"item_id\":\"bag\",\"title\":\"Bag\"}\n",
        200);
    everything(USER, DEVICE);
    everything("bob", "bobs-phone");
    // On a device that two share, what is the other's stays the other's.
    report(event("identify", "\"user_id\":\"bob\",\"anonymous_id\":\"" + DEVICE + "\"", "share"));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String refused :
          List.of(
              "{\"event\":\"nonsense\",\"user_id\":\"" + USER + "\"}",
              "{\"event\":\"view_item\" \"" + USER + "\" ...",
              "{\"event\":\"bob-was-here\",\"user_id\":\"bob\"}")) {
        producer.send(new ProducerRecord<>(Topics.EVENTS.name(), null, refused)).get();
      }
    }
  }

  private void everything(String user, String device) throws Exception {
    String anonymous = "\"anonymous_id\":\"" + device + "\"";
    String known = "\"user_id\":\"" + user + "\"";
    report(event("view_item", anonymous, "1"));
    report(event("identify", known + "," + anonymous, "2"));
    report(event("view_item", known + "," + anonymous, "3"));
    report(event("add_to_cart", known, "4"));
    report(event("purchase", known, "5"));
    for (String who : List.of(known, anonymous)) {
      send("POST", "/v1/recommendations", "{" + who + ",\"limit\":2}", 200);
      send("POST", "/v1/search", "{" + who + ",\"query\":\"mug\"}", 200);
    }
  }

  private static String event(String name, String who, String id) {
    String item = name.equals("identify") ? "" : ",\"item_id\":\"mug\"";
    return "{\"event_id\":\"%s\",\"event\":\"%s\",%s%s}".formatted(id, name, who, item);
  }

  private void report(String event) throws Exception {
    send("POST", "/v1/events", event, 202);
  }

  private void awaitKnown(String visitor, boolean known) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/users/" + visitor).path("known").asBoolean() == known);
  }

  /** Files of the data folder that hold a trace, in UTF-8. */
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(ErasureIT::holdsTrace)
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (UncheckedIOException e) {
      return List.of("changed while it was walked through: " + e);
    }
  }

  private static boolean holdsTrace(Path file) {
    try {
      return holdsTrace(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsTrace(String text) {
    return TRACES.stream().anyMatch(text::contains);
  }

  /** Records of all topics that hold a trace: batches may be compressed. */
  private List<String> records() {
    List<String> found = new ArrayList<>();
    try (var log = new Log(stack.bootstrapServers())) {
      for (Topic<?> topic : Topics.all()) {
        log.read(
            log.ends(topic),
            record -> {
              for (byte[] bytes : new byte[][] {record.key(), record.value()}) {
                if (bytes != null && holdsTrace(new String(bytes, StandardCharsets.ISO_8859_1))) {
                  found.add(record.topic() + "@" + record.offset());
                }
              }
            });
      }
    }
    return found;
  }

  /** Rows of the lake and of examples that hold a trace: their pages are compressed. */
  private List<String> rows() {
    List<String> found = new ArrayList<>();
    new Lake(folder.resolve("lake"))
        .forEach(
            row -> {
              if (holdsTrace(row.toString())) {
                found.add(row.toString());
              }
            });
    new ExampleLake(folder.resolve("lake/examples"))
        .forEachVersion(
            row -> {
              if (holdsTrace(row.toString())) {
                found.add(row.toString());
              }
            });
    return found;
  }

  private static long removed(JsonNode receipt, String store) {
    for (JsonNode step : receipt.path("steps")) {
      if (step.path("store").asText().equals(store)) {
        return step.path("removed").asLong();
      }
    }
    throw new AssertionError("no step of " + store + ": " + receipt);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send("GET", path, "", 200));
  }

  private String send(String method, String path, String body, int expected)
      throws IOException, InterruptedException {
    URI uri = stack.http().resolve(path);
    var request =
        HttpRequest.newBuilder(uri)
            .header(
                "Content-Type",
                path.endsWith("items") ? "application/x-ndjson" : "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
    return answer.body();
  }
}
