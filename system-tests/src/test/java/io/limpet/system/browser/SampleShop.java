package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Registry;
import io.limpet.core.item.ItemWriter;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A stack with the items of {@link SampleItems}, a generation that knows them released, and one
 * shopper, {@link #SHOPPER}, who bought mugs.
 */
final class SampleShop implements AutoCloseable {
  static final String SHOPPER = "shopper-of-mugs";
  private static final String GENERATION = "tiny-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;

  private SampleShop(Stack stack) {
    this.stack = stack;
  }

  static SampleShop open(Path data) throws Exception {
    var shop = new SampleShop(Stack.start(StackSettings.onFreePorts(data)));
    TinyGeneration.write(new Registry(shop.stack.data().models()), GENERATION);
    shop.post("/v1/items", "application/x-ndjson", items());
    shop.post("/v1/models/" + GENERATION + "/release", "application/json", "");
    shop.post(
        "/v1/events",
        "application/json",
        """
        {"event":"purchase","user_id":"%s","items":[{"item_id":"mugs-00"},{"item_id":"mugs-01"}]}
        """
            .formatted(SHOPPER));
    shop.awaitAnswer("/v1/users/" + SHOPPER, "\"has_vector\":true");
    return shop;
  }

  private static String items() {
    return SampleItems.all().stream()
        .map(item -> new String(ItemWriter.write(item), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  /** Somebody writes an event that cannot be read straight into Kafka, and it is refused. */
  void refuse() {
    Map<String, Object> kafka =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.EVENTS.name(), "u", "{\"event\":\"no_such_event\",\"user_id\":\"u\"}"));
    }
    awaitAnswer("/v1/events/rejected?limit=1", "no_such_event");
  }

  URI page(String path) {
    return stack.http().resolve(path);
  }

  /** Waits until the answer to a GET holds a text. */
  void awaitAnswer(String path, String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(send(HttpRequest.newBuilder(page(path)).build())).contains(text));
  }

  private void post(String path, String type, String body) throws Exception {
    send(
        HttpRequest.newBuilder(page(path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  @Override
  public void close() {
    http.close();
    stack.close();
  }
}
