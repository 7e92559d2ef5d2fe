package io.limpet.standalone.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemWriter;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Sends events and items to a service in order, batch after batch, each acknowledged. */
public final class Sender {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCH_ENTRIES = 1_000;

  private final ServiceClient service;

  public Sender(ServiceClient service) {
    this.service = service;
  }

  /**
   * Sends events.
   *
   * @param acknowledged told after each batch how many are acknowledged by now
   */
  public void events(Iterator<Event> events, LongConsumer acknowledged) {
    send("/v1/events", events, EventWriter::write, acknowledged);
  }

  /** Sends items, as {@link #events} does. */
  public void items(Iterator<Item> items, LongConsumer acknowledged) {
    send("/v1/items", items, ItemWriter::write, acknowledged);
  }

  private <T> void send(
      String path, Iterator<T> entries, Function<T, byte[]> writer, LongConsumer acknowledged) {
    long sent = 0;
    var batch = new ByteArrayOutputStream(BATCH_BYTES);
    int size = 0;
    while (entries.hasNext()) {
      batch.writeBytes(writer.apply(entries.next()));
      batch.write('\n');
      size++;
      if (batch.size() >= BATCH_BYTES || size >= BATCH_ENTRIES || !entries.hasNext()) {
        post(path, batch.toByteArray(), sent);
        sent += size;
        acknowledged.accept(sent);
        batch.reset();
        size = 0;
      }
    }
  }

  private void post(String path, byte[] lines, long before) {
    ServiceClient.Answer answer = service.postLines(path, lines);
    JsonNode rejected = answer.body().path("rejected");
    if (!rejected.isEmpty()) {
      JsonNode first = rejected.get(0);
      throw new FailedException(
          "the service refused entry %d of the import: %s"
              .formatted(
                  before + first.path("index").asLong() + 1, first.path("message").asText()));
    }
    if (!answer.isSuccess()) {
      throw new FailedException("the service refused a batch of the import: " + answer.detail());
    }
  }
}
