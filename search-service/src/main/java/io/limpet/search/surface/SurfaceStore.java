package io.limpet.search.surface;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.surface.SurfacesDocument;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The surfaces in use. A document that cannot be used is refused, counted and told; what was in use
 * stays. Any number read while others exchange.
 */
public final class SurfaceStore {
  private static final Logger LOG = LoggerFactory.getLogger(SurfaceStore.class);

  private final SurfaceReader reader;
  private final Counter refused;
  private volatile State state;
  private volatile @Nullable SurfacesDocument written;

  /**
   * What is in use and where it came from.
   *
   * @param surfaces in use
   * @param origin built-in, topic, or the path of a file
   * @param by who set them up, empty if nobody said
   * @param atMillis when they were set up, 0 for what is built in
   * @param refusal why the latest document was not taken, null if it was
   */
  public record State(
      Surfaces surfaces, String origin, String by, long atMillis, @Nullable Refusal refusal) {}

  /**
   * A document that was not taken.
   *
   * @param origin where it came from
   * @param detail what is wrong with it and how to mend it
   */
  public record Refusal(String origin, String detail) {}

  public SurfaceStore(SurfaceReader reader, MeterRegistry metrics) {
    this.reader = reader;
    this.state = new State(reader.builtIn(), "built-in", "", 0, null);
    this.refused =
        Counter.builder("limpet_surfaces_refused")
            .description("Documents of surfaces that could not be used")
            .register(metrics);
  }

  /** Reads documents. */
  public SurfaceReader reader() {
    return reader;
  }

  /** The surfaces in use. */
  public Surfaces current() {
    return state.surfaces();
  }

  /** The surfaces in use and where they came from. */
  public State state() {
    return state;
  }

  /** The latest record of {@code limpet.surfaces}, also one that is refused; null if none. */
  public @Nullable SurfacesDocument written() {
    return written;
  }

  /** Takes in a record of {@code limpet.surfaces}; null goes back to what is built in. */
  public synchronized void take(String key, @Nullable SurfacesDocument document) {
    if (!key.equals(SurfacesDocument.KEY)) {
      throw new IllegalArgumentException("limpet.surfaces has the key " + key);
    }
    written = document;
    if (document == null) {
      state = new State(reader.builtIn(), "built-in", "", 0, null);
    } else {
      take(document.document(), "topic", document.by(), document.atMillis());
    }
  }

  /** Takes in a document from {@code origin}, and says whether it can be used. */
  synchronized boolean take(JsonNode document, String origin, String by, long atMillis) {
    try {
      state = new State(reader.read(document), origin, by, atMillis, null);
      return true;
    } catch (SetupException e) {
      refuse(origin, String.valueOf(e.getMessage()));
      return false;
    }
  }

  synchronized void refuse(String origin, String detail) {
    refused.increment();
    LOG.warn("surfaces of {} are not taken, those of before stay: {}", origin, detail);
    State now = state;
    state =
        new State(
            now.surfaces(), now.origin(), now.by(), now.atMillis(), new Refusal(origin, detail));
  }
}
