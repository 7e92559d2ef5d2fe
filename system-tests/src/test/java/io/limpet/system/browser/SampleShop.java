package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.ItemWriter;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.tuning.TuningRecord.Deed;
import io.limpet.core.tuning.TuningRecord.Move;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A stack with the items of {@link SampleItems}, a generation that knows them and predicts
 * released, and one shopper, {@link #SHOPPER}, who bought mugs.
 */
final class SampleShop implements AutoCloseable {
  static final String SHOPPER = "shopper-of-mugs";

  /** The generation that is released at first, and one that nobody released. */
  static final String GENERATION = "tiny-1";

  static final String OTHER_GENERATION = "tiny-2";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;

  private SampleShop(Stack stack) {
    this.stack = stack;
  }

  static SampleShop open(Path data) throws Exception {
    var shop = new SampleShop(Stack.start(StackSettings.onFreePorts(data)));
    TinyGeneration.writePredicting(new Registry(shop.stack.data().models()), GENERATION);
    TinyGeneration.write(new Registry(shop.stack.data().models()), OTHER_GENERATION, 2);
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

  /** What the pages of the console show beside answers: demand, and visitors who did something. */
  void fill() throws Exception {
    post(
        "/v1/forecasts",
        "application/x-ndjson",
        String.join(
            "\n",
            forecast("item", "mugs-00", 6),
            forecast("item", "toys-03", 1),
            forecast("category", "Mugs", 40)));
    post(
        "/v1/events",
        "application/json",
        """
        [{"event":"view_item_list","user_id":"%1$s","session_id":"s","properties":{"channel":"app"},"items":[{"item_id":"mugs-02"}]},
         {"event":"view_item","user_id":"%1$s","session_id":"s","properties":{"channel":"app"},"items":[{"item_id":"mugs-02"}]},
         {"event":"add_to_cart","user_id":"%1$s","session_id":"s","properties":{"channel":"app"},"items":[{"item_id":"mugs-02"}]},
         {"event":"view_item","anonymous_id":"passer-by","session_id":"t","items":[{"item_id":"toys-03"}]}]
        """
            .formatted(SHOPPER));
    awaitAnswer("/v1/users/" + SHOPPER + "/features", "\"known\":true");
    awaitAnswer("/v1/metrics/engagement", "\"dau\"");
    awaitAnswer("/v1/metrics/engagement?by=channel", "\"value\":\"app\"");
    awaitAnswer("/v1/alerts", "mugs-00");
    awaitAnswer("/v1/system", "\"name\":\"clean\",\"state\":\"RUNNING\"");
  }

  /** Four weeks of about so many pieces each. */
  private static String forecast(String kind, String key, int weekly) {
    String week = span(weekly);
    return """
    {"kind":"%s","key":"%s","from_millis":1769860800000,"history_weeks":30,"model":"tsb",\
    "weeks":[%s,%s,%s,%s],"total":%s,"version":1769860800000}\
    """
        .formatted(kind, key, week, week, week, week, span(4 * weekly));
  }

  private static String span(int pieces) {
    double[] shares = {0, 0, 0.4, 0.6, 1, 1.4, 1.6, 2.5, 3};
    return "{\"expected\":%d,\"quantiles\":[%s]}"
        .formatted(
            pieces,
            Arrays.stream(shares)
                .mapToObj(share -> String.valueOf(share * pieces))
                .collect(Collectors.joining(",")));
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

  /** Visitors of these names and a number ask what is shown at home. */
  void ask(String prefix, int visitors) throws IOException, InterruptedException {
    for (int visitor = 0; visitor < visitors; visitor++) {
      post(
          "/v1/recommendations",
          "application/json",
          "{\"user_id\":\"%s%d\",\"surface\":\"home\",\"limit\":4}".formatted(prefix, visitor));
    }
  }

  /** A tuning of the surface email that was stopped after it made one move, its fourth step. */
  void tuned(String id) throws IOException, InterruptedException {
    JsonNode before =
        JSON.readTree(send(HttpRequest.newBuilder(page("/v1/surfaces")).build()))
            .at("/surfaces/email");
    ObjectNode after = before.deepCopy();
    after.withObject("/weights").put("trend", 0.5);
    JsonNode tuning =
        JSON.readTree(
            """
            {"surface":"email","metric":"returned","guardrails":["revenue"],
             "knobs":[{"path":"/weights/trend","low":0,"high":1}]}
            """);
    long now = System.currentTimeMillis();
    TuningRecord record =
        TuningRecord.draft(tuning)
            .noted(Move.of(Deed.CREATED, "anna", now, ""))
            .beginning(new Tried(List.of(0.08), 0, 1e-6))
            .noted(Move.of(Deed.STARTED, "anna", now, ""))
            .noted(Move.of(Deed.TRIED, "tuning", now, id + "-r1"))
            .learned(List.of(new Tried(List.of(0.5), 0.2, 0.0025)), 0.2)
            .noted(new Move(Deed.MOVED, "tuning", now, id + "-r1, better", before, after))
            .in(TuningRecord.State.STOPPED);
    write(Topics.TUNINGS, id, record);
    awaitAnswer("/v1/tunings", "\"" + id + "\"");
  }

  private <V> void write(Topic<V> topic, String key, V value) {
    Map<String, Object> kafka =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, topic.codec().encode(value)));
    }
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

  /** A visitor who looked at something once. */
  void visit(String user) throws Exception {
    post(
        "/v1/events",
        "application/json",
        """
        {"event":"view_item","user_id":"%s","items":[{"item_id":"bags-01"}]}
        """
            .formatted(user));
    awaitAnswer("/v1/users/" + user, "\"has_vector\":true");
  }

  private void post(String path, String type, String body)
      throws IOException, InterruptedException {
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
