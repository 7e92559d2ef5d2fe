package io.limpet.search.surface;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.core.topic.Topics;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.TopicReader;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets surfaces up anew: checks a document, writes it to {@code limpet.surfaces} and waits until
 * this service follows. Where a file sets them up it is the file that has to be changed.
 * Thread-safe, one change at a time.
 */
public final class SurfaceDesk {
  private static final int FOLLOW_SECONDS = 10;

  private final SurfaceStore store;
  private final @Nullable String file;
  private final KafkaWriter writer;
  private final @Nullable TopicReader<SurfacesDocument> reader;
  private final LongSupplier clock;

  /**
   * @param file the file that sets up the surfaces, null if none does
   * @param reader of the topic, null if a file does
   */
  public SurfaceDesk(
      SurfaceStore store,
      @Nullable String file,
      KafkaWriter writer,
      @Nullable TopicReader<SurfacesDocument> reader,
      LongSupplier clock) {
    this.store = store;
    this.file = file;
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /** The change does not fit what is in use. */
  public static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean stale;

    ConflictException(boolean stale, String message) {
      super(message, null, false, false);
      this.stale = stale;
    }

    /** Whether the caller knew an older version. */
    public boolean isStale() {
      return stale;
    }
  }

  /**
   * Checks that surfaces can be set up here.
   *
   * @throws ConflictException when a file sets them up
   */
  public void checkOpen() {
    if (reader == null) {
      throw new ConflictException(
          false, "the surfaces are set up by the file %s; change it there".formatted(file));
    }
  }

  /**
   * Sets the surfaces up as the document says, and says what is in use then.
   *
   * @param expected the version that the caller changes, null if any
   * @throws SetupException when the document cannot be used
   * @throws ConflictException when another version is in use, or a file sets the surfaces up
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized SurfaceStore.State put(
      JsonNode document, @Nullable String expected, String by) {
    checkOpen();
    TopicReader<SurfacesDocument> follows = Objects.requireNonNull(reader);
    String version = store.current().version();
    if (expected != null && !expected.equals(version)) {
      throw new ConflictException(
          true,
          "version %s is in use and not %s; get the surfaces again and change those"
              .formatted(version, expected));
    }
    store.reader().read(document);
    writer
        .write(
            Topics.SURFACES,
            SurfacesDocument.KEY,
            SurfacesDocument.after(store.written(), document, by, clock.getAsLong()))
        .thenCompose(follows::reached)
        .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS)
        .join();
    return store.state();
  }
}
