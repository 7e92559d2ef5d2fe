package io.limpet.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.EventType;
import io.limpet.core.event.SurveyKind;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.importing.Quiet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpShopTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final String ITEMS =
      """
      {"recommendation_id":"r1","items":[
       {"item_id":"a","item":{"title":"Red mug","categories":["Mugs"],"price":3.5,"currency":"GBP"}},
       {"item_id":"b","item":{"title":"Bag","categories":["Bags"],"price":9.0,"currency":"GBP"}}]}
      """;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String categories = "[{\"name\":\"Mugs\",\"count\":2},{\"name\":\"Bags\",\"count\":1}]";
  private String toEvents = "{\"accepted\":1,\"rejected\":[]}";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void everyEventIsValidAndSaysThatItIsSynthetic() throws Exception {
    new Simulation(
            new Simulation.Settings("t", 60, 40, 3, List.of("home", "sim-popular"), 2),
            Assumptions.USUAL,
            shop(),
            Pace.past(40, NOW, Duration.ZERO),
            Quiet.PROGRESS)
        .run();
    assertThat(events).allMatch(Event::isSynthetic);
    assertThat(events).extracting(Event::eventId).doesNotHaveDuplicates();
    assertThat(events.stream().map(Event::type).collect(Collectors.toSet()))
        .isEqualTo(
            Set.of(
                EventType.VIEW_ITEM_LIST,
                EventType.SELECT_ITEM,
                EventType.VIEW_ITEM,
                EventType.ADD_TO_CART,
                EventType.PURCHASE,
                EventType.SURVEY));
    assertThat(events)
        .filteredOn(event -> event.type() == EventType.SURVEY)
        .allMatch(event -> SurveyKind.of(event).isPresent());
    assertThat(events)
        .filteredOn(event -> event.type() == EventType.SELECT_ITEM)
        .anyMatch(event -> "r1".equals(event.recommendationId()));
    assertThat(events).anyMatch(event -> event.anonymousId() != null);
    assertThat(asked).anyMatch(body -> body.contains("\"surface\":\"sim-popular\""));
  }

  @Test
  void saysWhatTheShopHadAgainstAnEvent() {
    toEvents = "{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"bad_id\"}]}";
    HttpShop shop = shop();
    Shelf shelf = shop.recommended(new Shopper("x", false, "home"), "home");
    Act act = new Act("view_item_list", shelf.offers(), shelf, -1, NOW, null, java.util.Map.of());
    assertThatThrownBy(() -> shop.report(new Shopper("x", false, "home"), "s", List.of(act)))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("bad_id");
  }

  @Test
  void needsAShopWithCategories() {
    categories = "[]";
    HttpShop shop = shop();
    assertThatThrownBy(shop::range)
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("put items");
  }

  private HttpShop shop() {
    return new HttpShop(
        new ServiceClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort())), 0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String answer =
        switch (exchange.getRequestURI().getPath()) {
          case "/v1/categories" -> categories;
          case "/v1/events" -> {
            for (String line : body.lines().toList()) {
              var read =
                  new EventReader(() -> "none", NOW).read(line.getBytes(StandardCharsets.UTF_8));
              if (read instanceof EventResult.Accepted accepted) {
                events.add(accepted.event());
              } else {
                toEvents = "{\"accepted\":0,\"rejected\":[{\"reason\":\"" + read + "\"}]}";
              }
            }
            yield toEvents;
          }
          default -> {
            asked.add(body);
            yield ITEMS;
          }
        };
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
