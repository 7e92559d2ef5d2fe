package io.limpet.search.content;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.ItemVector;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.Catalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives items that the current generation or the canary was not trained on a vector made of their
 * content, in a thread of its own, one item after the other. The vectors go into {@code
 * limpet.item-vectors}, from where this service, its replicas and the streaming job take them. An
 * item that the generation knows costs a look-up.
 */
public final class ContentEncoder implements Catalogue.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentEncoder.class);
  private static final long RETRY_SECONDS = 1;

  private final Catalogue catalogue;
  private final GenerationSwitch generations;
  private final TextEncoders encoders;
  private final KafkaWriter writer;
  private final Counter encoded;
  private final LinkedBlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "limpet-content");
  private volatile boolean closed;

  public ContentEncoder(
      Catalogue catalogue,
      GenerationSwitch generations,
      TextEncoders encoders,
      KafkaWriter writer,
      MeterRegistry metrics) {
    this.catalogue = catalogue;
    this.generations = generations;
    this.encoders = encoders;
    this.writer = writer;
    this.encoded =
        Counter.builder("limpet_items_encoded")
            .description("Items given a vector by their content")
            .register(metrics);
    this.thread.setDaemon(true);
    // Below the threads that answer: encoding is the heaviest thing a processor does here.
    this.thread.setPriority(Thread.MIN_PRIORITY + 1);
  }

  /** Begins to encode; call it when the catalogue and the vectors made before were read in. */
  public void start() {
    catalogue.listen(this);
    generations.listen(this::encodeUnknownTo);
    withDecided(this::encodeUnknownTo);
    thread.start();
  }

  private void withDecided(Consumer<OpenGeneration> work) {
    List<Lease> leases = generations.leaseDecided();
    try {
      leases.forEach(lease -> work.accept(lease.generation()));
    } finally {
      leases.forEach(Lease::close);
    }
  }

  private void encodeUnknownTo(OpenGeneration generation) {
    catalogue.forEach(
        (item, number) -> {
          if (!generation.knows(item.item().itemId())) {
            waiting.add(number);
          }
        });
  }

  @Override
  public void put(int number, CatalogueItem item) {
    withDecided(
        generation -> {
          if (!generation.knows(item.item().itemId())) {
            waiting.add(number);
          }
        });
  }

  @Override
  public void removed(int number) {
    String itemId = catalogue.ids().id(number);
    withDecided(
        generation -> {
          ItemVector made = generation.later(itemId);
          if (made != null) {
            var unused = writer.<ItemVector>write(Topics.ITEM_VECTORS, made.key(), null);
          }
        });
    generations.removed(itemId);
  }

  private void run() {
    while (!closed) {
      try {
        int number = waiting.take();
        if (!encode(number)) {
          waiting.add(number);
          TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("an item was not encoded: {}", e.toString());
      }
    }
  }

  /** False if it has to be tried again. */
  private boolean encode(int number) throws InterruptedException {
    CatalogueItem item = catalogue.get(number);
    if (item == null) {
      return true;
    }
    List<Lease> leases = generations.leaseDecided();
    try {
      for (Lease lease : leases) {
        encode(item, lease.generation());
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the vector of {} was not written, trying on: {}", number, e.toString());
      return false;
    } finally {
      leases.forEach(Lease::close);
    }
  }

  private void encode(CatalogueItem item, OpenGeneration generation)
      throws InterruptedException, ExecutionException, TimeoutException {
    ItemVector made = generation.later(item.item().itemId());
    Optional<TextEncoder> encoder = encoders.of(generation.trained());
    if (encoder.isEmpty()
        || generation.knows(item.item().itemId())
        || (made != null && made.version() >= item.updatedMillis())
        || item.item().contentText().isEmpty()) {
      return;
    }
    ItemVector vector = vector(generation, encoder.get(), item);
    writer.write(Topics.ITEM_VECTORS, vector.key(), vector).get(10, TimeUnit.SECONDS);
    encoded.increment();
  }

  private static ItemVector vector(
      OpenGeneration generation, TextEncoder encoder, CatalogueItem stored) {
    Item item = stored.item();
    ContentProjection projection = generation.trained().content().orElseThrow();
    float[] text = encoder.encode(item.contentText());
    return new ItemVector(
        item.itemId(),
        generation.id(),
        projection.vector(text, item),
        projection.input(text, item),
        item.topCategory().orElse(""),
        stored.updatedMillis());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
