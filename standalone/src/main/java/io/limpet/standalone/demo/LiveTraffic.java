package io.limpet.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trickle of shoppers who do not exist: they look at what they are recommended or at what their
 * favourite categories hold, and now and then buy. Their events are marked synthetic, and their ids
 * are not those of the shop's customers. One thread of its own.
 */
public final class LiveTraffic implements AutoCloseable {
  /** Mean of the events of all shoppers together. */
  static final double EVENTS_PER_SECOND = 3;

  static final int SHOPPERS = 24;

  private static final Logger LOG = LoggerFactory.getLogger(LiveTraffic.class);

  private final ServiceClient service;
  private final Random random;
  private final Thread thread;

  private LiveTraffic(ServiceClient service, Random random) {
    this.service = service;
    this.random = random;
    this.thread = new Thread(this::run, "limpet-live-traffic");
    thread.setDaemon(true);
  }

  /** Begins. */
  public static LiveTraffic start(ServiceClient service) {
    var traffic = new LiveTraffic(service, new Random());
    traffic.thread.start();
    return traffic;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    List<Shopper> shoppers = List.of();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (shoppers.isEmpty()) {
          shoppers = shoppers();
        } else {
          Shopper shopper = shoppers.get(random.nextInt(shoppers.size()));
          send(shopper.next(new Shelf(service, shopper), System.currentTimeMillis()));
        }
        // Arrivals at random: what happens next does not wait for what happened last.
        double seconds = -Math.log(1 - random.nextDouble()) / EVENTS_PER_SECOND;
        TimeUnit.MILLISECONDS.sleep((long) (1_000 * seconds));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (FailedException e) {
        LOG.debug("live traffic: {}", e.getMessage());
      }
    }
  }

  private List<Shopper> shoppers() {
    List<String> categories = new ArrayList<>();
    for (JsonNode category : service.get("/v1/categories").body()) {
      categories.add(category.path("name").asText());
    }
    List<Shopper> shoppers = new ArrayList<>();
    for (int number = 1; !categories.isEmpty() && number <= SHOPPERS; number++) {
      shoppers.add(new Shopper(number, categories, random));
    }
    return shoppers;
  }

  private void send(Event event) {
    service.postLines("/v1/events", EventWriter.write(event));
  }

  /** Asks the service what a shopper gets to see. */
  record Shelf(ServiceClient service, Shopper shopper) implements Shopper.Shop {
    @Override
    public Shopper.Seen recommended() {
      var request =
          JsonNodeFactory.instance
              .objectNode()
              .put(shopper.isAnonymous() ? "anonymous_id" : "user_id", shopper.id())
              .put("limit", 12);
      JsonNode answer = service.post("/v1/recommendations", request).body();
      return new Shopper.Seen(
          answer.path("recommendation_id").asText(""), offers(answer.path("items")));
    }

    @Override
    public Shopper.Seen ofCategory(String category, int offset) {
      var request =
          JsonNodeFactory.instance
              .objectNode()
              .put("filter", "category = \"" + category.replace("\"", "") + "\"")
              .put("offset", offset)
              .put("limit", 12);
      JsonNode answer = service.post("/v1/search", request).body();
      return new Shopper.Seen("", offers(answer.path("items")));
    }

    private static List<Shopper.Offer> offers(JsonNode items) {
      List<Shopper.Offer> offers = new ArrayList<>();
      for (JsonNode item : items) {
        offers.add(
            new Shopper.Offer(
                item.path("item_id").asText(),
                item.path("item").path("price").asDouble(),
                item.path("item").path("currency").asText("")));
      }
      return offers;
    }
  }
}
