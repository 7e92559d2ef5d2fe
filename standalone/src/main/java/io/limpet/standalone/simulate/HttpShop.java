package io.limpet.standalone.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A shop that Limpet runs, over HTTP alone. Every event says that it is synthetic. Thread-safe. */
public final class HttpShop implements Shop {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int PAGE = 12;
  private static final int PRICES = 100;

  private final ServiceClient service;
  private final long nanosBetween;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /**
   * @param requestsPerSecond at most; 0 for as many as are answered
   */
  public HttpShop(ServiceClient service, double requestsPerSecond) {
    this.service = service;
    this.nanosBetween = requestsPerSecond > 0 ? (long) (1e9 / requestsPerSecond) : 0;
  }

  @Override
  public Range range() {
    Map<String, Integer> categories = new TreeMap<>();
    for (JsonNode category : service.get("/v1/categories").body()) {
      categories.put(category.path("name").asText(), category.path("count").asInt());
    }
    if (categories.isEmpty()) {
      throw new FailedException(
          "the shop at %s has no categories, so nobody can have a favourite one; put items with"
                  .formatted(service.base())
              + " categories first");
    }
    double[] prices =
        offers(post("/v1/search", NODES.objectNode().put("limit", PRICES))).stream()
            .mapToDouble(Offer::price)
            .filter(price -> price > 0)
            .sorted()
            .toArray();
    return new Range(categories, prices.length == 0 ? 1 : prices[prices.length / 2]);
  }

  @Override
  public Shelf recommended(Shopper who, String surface) {
    JsonNode answer =
        post(
            "/v1/recommendations",
            NODES.objectNode().put(key(who), who.id()).put("surface", surface).put("limit", PAGE));
    return new Shelf(
        answer.path("recommendation_id").asText(""),
        answer.path("variant").path("arm").asText(""),
        offers(answer));
  }

  @Override
  public Shelf browse(String category, int offset) {
    String quoted = category.replace("\\", "\\\\").replace("\"", "\\\"");
    return new Shelf(
        "",
        offers(
            post(
                "/v1/search",
                NODES
                    .objectNode()
                    .put("filter", "category = \"" + quoted + "\"")
                    .put("offset", offset)
                    .put("limit", PAGE))));
  }

  @Override
  public void report(Shopper who, String session, List<Act> acts) {
    var lines = new StringBuilder();
    for (Act act : acts) {
      lines.append(event(who, session, act)).append('\n');
    }
    await();
    checked(
        "/v1/events",
        service.postLines("/v1/events", lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static ObjectNode event(Shopper who, String session, Act act) {
    ObjectNode event =
        NODES
            .objectNode()
            // What is done at one moment differs by name; the same twice is one event.
            .put(
                "event_id",
                "%s-%s-%d".formatted(session, act.event(), act.millis())
                    + (act.value() == null ? "" : "-" + act.value()))
            .put("event", act.event())
            .put(key(who), who.id())
            .put("session_id", session)
            .put("timestamp", Instant.ofEpochMilli(act.millis()).toString());
    if (!act.offers().isEmpty()) {
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < act.offers().size(); i++) {
        Offer offer = act.offers().get(i);
        ObjectNode item = items.addObject().put("item_id", offer.itemId());
        if (offer.price() > 0) {
          item.put("price", offer.price());
        }
        if (act.from() != null) {
          item.put("index", act.place() < 0 ? i : act.place());
        }
      }
    }
    if (act.value() != null) {
      event.put("value", act.value());
    }
    if (act.event().equals("purchase") && !act.offers().getFirst().currency().isEmpty()) {
      event.put("currency", act.offers().getFirst().currency());
    }
    if (act.from() != null && !act.from().recommendationId().isEmpty()) {
      event.put("recommendation_id", act.from().recommendationId());
    }
    ObjectNode properties = event.putObject("properties").put("synthetic", true);
    act.properties().forEach((name, value) -> properties.set(name, NODES.pojoNode(value)));
    return event;
  }

  private static String key(Shopper who) {
    return who.anonymous() ? "anonymous_id" : "user_id";
  }

  private JsonNode post(String path, ObjectNode body) {
    await();
    return checked(path, service.post(path, body));
  }

  private JsonNode checked(String path, ServiceClient.Answer answer) {
    JsonNode rejected = answer.body().path("rejected");
    if (!answer.isSuccess() || !rejected.isEmpty()) {
      throw new FailedException(
          "%s: %s"
              .formatted(path, rejected.isEmpty() ? answer.detail() : rejected.path(0).toString()));
    }
    return answer.body();
  }

  /** Waits for this request's turn. */
  private void await() {
    if (nanosBetween == 0) {
      return;
    }
    long now = System.nanoTime();
    long turn =
        next.getAndUpdate(due -> Math.max(due, now - TimeUnit.SECONDS.toNanos(1)) + nanosBetween);
    while (turn - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(turn - System.nanoTime());
    }
  }

  private static List<Offer> offers(JsonNode answer) {
    List<Offer> offers = new ArrayList<>();
    for (JsonNode found : answer.path("items")) {
      JsonNode item = found.path("item");
      List<String> categories = new ArrayList<>();
      item.path("categories").forEach(category -> categories.add(category.asText()));
      offers.add(
          new Offer(
              found.path("item_id").asText(),
              item.path("title").asText(""),
              categories,
              item.path("price").asDouble(),
              item.path("currency").asText("")));
    }
    return offers;
  }
}
