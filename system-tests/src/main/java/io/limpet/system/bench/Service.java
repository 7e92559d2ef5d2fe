package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import io.limpet.system.load.LoadClient;
import io.limpet.system.load.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The requests of the benchmarks, cheap for the side that sends them. Thread-safe. */
final class Service implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ITEM_ID = Pattern.compile("\\{\"item_id\":\"([^\"]+)\"");
  private static final Pattern TOTAL = Pattern.compile("\"total\":([1-9][0-9]*)");
  private static final int BULK = 500;
  private static final int LIMIT = 10;

  private final LoadClient client;

  Service(URI http) {
    this.client = new LoadClient(http);
  }

  /** A refused or failed request. */
  static final class FailedRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedRequest(LoadClient.Answer answer) {
      super(answer.status() + ": " + answer.text());
    }
  }

  /** Reports an event; returns once it was acknowledged. */
  void report(Event event) {
    expect(202, client.post("/v1/events", EventWriter.write(event)));
  }

  /** Reports events in one request, one on every line. */
  void report(List<Event> events) {
    var body = new ByteArrayOutputStream(events.size() * 256);
    for (Event event : events) {
      body.writeBytes(EventWriter.write(event));
      body.write('\n');
    }
    LoadClient.Answer answer = client.post("/v1/events", body.toByteArray());
    expect(202, answer);
  }

  /** Reports events of a crowd, from this number on, in one request. */
  void report(Traffic crowd, long from, int count) {
    if (count == 1) {
      report(crowd.event(from));
    } else {
      report(LongStream.range(from, from + count).mapToObj(crowd::event).toList());
    }
  }

  /** The ids of the items recommended to a user, best first. */
  List<String> recommend(String user, int limit) {
    return recommend(Asked.USUAL, user, limit);
  }

  /** The same of other answers. */
  List<String> recommend(Asked asked, String user, int limit) {
    return recommended(asked.by(user, limit), limit);
  }

  /** The ids of the items recommended to nobody in particular among those of a filter. */
  List<String> recommendWhere(String filter) {
    String request = "{\"filter\":\"" + filter + "\"}";
    return recommended(request.getBytes(StandardCharsets.UTF_8), LIMIT);
  }

  private List<String> recommended(byte[] request, int limit) {
    LoadClient.Answer answer = client.post("/v1/recommendations", request);
    expect(200, answer);
    List<String> items = new ArrayList<>(limit);
    Matcher matcher = ITEM_ID.matcher(answer.text());
    while (matcher.find()) {
      items.add(matcher.group(1));
    }
    return items;
  }

  /** Puts items into the catalogue. */
  void put(List<Item> items) {
    for (int from = 0; from < items.size(); from += BULK) {
      var body = new ByteArrayOutputStream();
      for (Item item : items.subList(from, Math.min(items.size(), from + BULK))) {
        body.writeBytes(ItemWriter.write(item));
        body.write('\n');
      }
      expect(200, client.post("/v1/items", body.toByteArray()));
    }
  }

  /** How many items a search finds; nothing found is a failure. */
  int found(String request) {
    LoadClient.Answer answer = client.post("/v1/search", request.getBytes(StandardCharsets.UTF_8));
    expect(200, answer);
    Matcher total = TOTAL.matcher(answer.text());
    if (!total.find()) {
      throw new FailedRequest(answer);
    }
    return Integer.parseInt(total.group(1));
  }

  /** Sets the surfaces up anew. */
  void putSurfaces(JsonNode document) {
    expect(
        200,
        client.send("PUT", "/v1/surfaces", document.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Has a generation put to use; its index may still be built when this returns. */
  void release(String generation) {
    LoadClient.Answer answer =
        client.send("POST", "/v1/models/" + generation + "/release", new byte[0]);
    if (answer.status() != 202) {
      expect(200, answer);
    }
  }

  /** What the stages of the pipeline have taken since the start. */
  StageTimes stages() {
    LoadClient.Answer answer = client.get("/prometheus");
    expect(200, answer);
    return StageTimes.parse(answer.text());
  }

  /** What a path answers. */
  JsonNode get(String path) {
    LoadClient.Answer answer = client.get(path);
    expect(200, answer);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the answer of " + path, e);
    }
  }

  private static void expect(int status, LoadClient.Answer answer) {
    if (answer.status() != status) {
      throw new FailedRequest(answer);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
