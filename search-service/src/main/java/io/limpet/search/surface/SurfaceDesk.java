package io.limpet.search.surface;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.search.ingest.FollowedWriter;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets surfaces up anew: checks a document, writes it to {@code limpet.surfaces} and waits until
 * this service follows. Where a file sets them up it is the file that has to be changed.
 * Thread-safe, one change at a time.
 */
public final class SurfaceDesk {
  private final SurfaceStore store;
  private final @Nullable String file;
  private final @Nullable FollowedWriter<SurfacesDocument> topic;
  private final LongSupplier clock;

  /**
   * @param file the file that sets up the surfaces, null if none does
   * @param topic where they are set up, null if a file does
   */
  public SurfaceDesk(
      SurfaceStore store,
      @Nullable String file,
      @Nullable FollowedWriter<SurfacesDocument> topic,
      LongSupplier clock) {
    this.store = store;
    this.file = file;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Checks that surfaces can be set up here.
   *
   * @throws ConflictException when a file sets them up
   */
  public void checkOpen() {
    var unused = open();
  }

  private FollowedWriter<SurfacesDocument> open() {
    if (topic == null) {
      throw new ConflictException(
          "the surfaces are set up by the file %s; change it there".formatted(file));
    }
    return topic;
  }

  /**
   * Sets the surfaces up as the document says, and says what is in use then.
   *
   * @param expected the version that the caller changes, null if any
   * @throws SetupException when the document cannot be used
   * @throws StaleException when another version is in use
   * @throws ConflictException when a file sets the surfaces up
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized SurfaceStore.State put(
      JsonNode document, @Nullable String expected, String by) {
    FollowedWriter<SurfacesDocument> open = open();
    String version = store.current().version();
    if (expected != null && !expected.equals(version)) {
      throw new StaleException(
          "version %s is in use and not %s; get the surfaces again and change those"
              .formatted(version, expected));
    }
    store.reader().read(document);
    open.write(
        SurfacesDocument.KEY,
        SurfacesDocument.after(store.written(), document, by, clock.getAsLong()));
    return store.state();
  }
}
