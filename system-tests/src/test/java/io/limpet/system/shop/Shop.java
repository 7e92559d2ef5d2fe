package io.limpet.system.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import io.limpet.system.load.LoadClient;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A shop that uses Limpet: every call is one request, and fails a test when it is refused. */
public final class Shop implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final LoadClient client;

  /**
   * @param service its address
   */
  public Shop(URI service) {
    this.client = new LoadClient(service);
  }

  /** Whether the service says that it may be asked; false while nothing listens. */
  public boolean isReady() {
    try {
      return client.get("/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Puts items into the catalogue. */
  public void put(List<Item> items) {
    var body = new ByteArrayOutputStream();
    for (Item item : items) {
      body.writeBytes(ItemWriter.write(item));
      body.write('\n');
    }
    JsonNode answer = json(200, client.post("/v1/items", body.toByteArray()));
    if (answer.get("accepted").asInt() != items.size()) {
      throw new AssertionError("not every item was accepted: " + answer);
    }
  }

  /** Reports an event and returns when it was acknowledged. */
  public void report(Event event) {
    json(202, client.post("/v1/events", EventWriter.write(event)));
  }

  /** Reports events in one request, and returns when they were acknowledged. */
  public void report(List<Event> events) {
    var body = new ByteArrayOutputStream();
    for (Event event : events) {
      body.writeBytes(EventWriter.write(event));
      body.write('\n');
    }
    JsonNode answer = json(202, client.post("/v1/events", body.toByteArray()));
    if (answer.get("accepted").asInt() != events.size()) {
      throw new AssertionError("not every event was accepted: " + answer);
    }
  }

  /** What is recommended to a user at home. */
  public Answer recommend(String user, int limit) {
    return answer(
        post("/v1/recommendations", "{\"user_id\":\"%s\",\"limit\":%d}".formatted(user, limit)));
  }

  private static Answer answer(JsonNode json) {
    List<String> items = new ArrayList<>();
    json.get("items").forEach(item -> items.add(item.get("item_id").asText()));
    return new Answer(
        json.path("generation").asText(""), json.path("personalised").asBoolean(), items, json);
  }

  /** What a path answers. */
  public JsonNode get(String path) {
    return json(200, client.get(path));
  }

  /** What a path answers to JSON. */
  public JsonNode post(String path, String json) {
    return json(200, client.post(path, json.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is known of a user. */
  public JsonNode user(String id) {
    return get("/v1/users/" + id);
  }

  /** Has a user forgotten; answers the receipt, of which {@code /v1/erasures} tells. */
  public String erase(String id) {
    return json(202, client.send("DELETE", "/v1/users/" + id, new byte[0]))
        .path("receipt")
        .asText();
  }

  /** The generations. */
  public JsonNode models() {
    return get("/v1/models");
  }

  /** Puts a generation to use, and waits until it is: on a busy machine that takes its time. */
  public void release(String generation) {
    LoadClient.Answer answer =
        client.send("POST", "/v1/models/" + generation + "/release", new byte[0]);
    if (answer.status() == 202) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(models().path("current").asText()).isEqualTo(generation));
    } else {
      json(200, answer);
    }
  }

  /** What the service tells Prometheus. */
  public String metrics() {
    return client.get("/prometheus").text();
  }

  /** The client itself, for what may be refused. */
  public LoadClient client() {
    return client;
  }

  private static JsonNode json(int status, LoadClient.Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " and not " + status + ": " + answer.text());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + answer.text(), e);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * Recommendations.
   *
   * @param generation whose vectors decided, empty if none did
   * @param personalised whether they are of this user
   * @param items ids, best first
   * @param json all of it
   */
  public record Answer(
      String generation, boolean personalised, List<String> items, JsonNode json) {}
}
