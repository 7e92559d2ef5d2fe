package io.limpet.search.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.item.ItemReader;
import io.limpet.core.item.ItemResult;
import io.limpet.core.item.ItemWriter;
import io.limpet.core.topic.Topics;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Takes items in: reads them and writes them to {@code limpet.items}. What was written is complete
 * once this service has read it back into its catalogue, so that whoever put an item finds it.
 * Thread-safe.
 */
public final class ItemIngest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long READ_BACK_MILLIS = 2_000;

  private final KafkaWriter writer;
  private final TopicReader<CatalogueItem> reader;
  private final Catalogue catalogue;
  private final LongSupplier clock;

  public ItemIngest(
      KafkaWriter writer,
      TopicReader<CatalogueItem> reader,
      Catalogue catalogue,
      LongSupplier clock) {
    this.writer = writer;
    this.reader = reader;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Reads the item that {@code json} holds; its id may be left to {@code itemId}. */
  public static ItemResult read(byte[] json, String itemId) {
    return new ItemReader().read(json, itemId);
  }

  /** Reads the item that results when {@code patch} is merged into {@code item} (RFC 7396). */
  public static ItemResult merge(Item item, byte[] patch) {
    try {
      JsonNode change = JSON.readTree(patch);
      if (change == null || !change.isObject()) {
        return refused("a patch is a JSON object with the fields to change");
      }
      var merged = (ObjectNode) JSON.readTree(ItemWriter.write(item));
      change
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  merged.remove(field.getKey());
                } else {
                  merged.set(field.getKey(), field.getValue());
                }
              });
      return new ItemReader().read(JSON.writeValueAsBytes(merged), item.itemId());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return refused("not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static ItemResult refused(String message) {
    return new ItemResult.Rejected(new Rejection(RejectReason.MALFORMED_JSON, "", message));
  }

  /** Writes an item, new or changed. */
  public CompletableFuture<CatalogueItem> put(Item item) {
    CatalogueItem stamped = stamped(item);
    return writer
        .write(Topics.ITEMS, item.itemId(), stamped)
        .thenCompose(this::readBack)
        .thenApply(done -> stamped);
  }

  /** Takes an item off sale. */
  public CompletableFuture<?> delete(String itemId) {
    return writer.<CatalogueItem>write(Topics.ITEMS, itemId, null).thenCompose(this::readBack);
  }

  /** Writes the items of a body that has one on every line. */
  public CompletableFuture<Ingested> putLines(byte[] body) {
    List<Refusal> refused = new ArrayList<>();
    List<CompletableFuture<RecordMetadata>> writes = new ArrayList<>();
    var items = new ItemReader();
    Lines.of(body)
        .forEachWhile(
            (index, line) -> {
              switch (items.read(line)) {
                case ItemResult.Accepted read -> {
                  CatalogueItem item = stamped(read.item());
                  writes.add(writer.write(Topics.ITEMS, read.item().itemId(), item));
                }
                case ItemResult.Rejected not -> refused.add(Refusal.of(index, not.rejection()));
              }
              return refused.size() < EventBatch.REFUSALS;
            });
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
        .thenCompose(
            all ->
                CompletableFuture.allOf(
                    lastOfEachPartition(writes).stream()
                        .map(this::readBack)
                        .toArray(CompletableFuture[]::new)))
        .thenApply(all -> new Ingested(writes.size(), refused));
  }

  private static Collection<RecordMetadata> lastOfEachPartition(
      List<CompletableFuture<RecordMetadata>> acknowledged) {
    return acknowledged.stream()
        .map(CompletableFuture::join)
        .collect(
            Collectors.toMap(
                RecordMetadata::partition,
                written -> written,
                BinaryOperator.maxBy(Comparator.comparingLong(RecordMetadata::offset))))
        .values();
  }

  private CatalogueItem stamped(Item item) {
    long now = clock.getAsLong();
    @Nullable CatalogueItem known = catalogue.get(item.itemId());
    return new CatalogueItem(item, known == null ? now : known.addedMillis(), now);
  }

  /** Kafka has it; if this service is slow to read it back, the caller need not be told. */
  private CompletableFuture<@Nullable Void> readBack(RecordMetadata written) {
    return reader.reached(written).completeOnTimeout(null, READ_BACK_MILLIS, TimeUnit.MILLISECONDS);
  }
}
