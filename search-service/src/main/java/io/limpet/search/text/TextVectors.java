package io.limpet.search.text;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.search.state.Catalogue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the texts of all items mean, as vectors of a byte a dimension, whether there is a trained
 * generation or not. Texts are encoded in a thread of low priority and kept in a {@link
 * VectorFile}, so that each is encoded once; until it is, an item is found by its words only. Any
 * number of threads ask.
 */
public final class TextVectors implements Catalogue.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextVectors.class);
  private static final int QUERIES_KEPT = 1_000;

  private final TextEncoder encoder;
  private final Catalogue catalogue;
  private final VectorFile file;
  private final LinkedBlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "limpet-texts");
  private final Map<String, float[]> queries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > QUERIES_KEPT;
        }
      };
  private volatile @Nullable Quantised[] vectors = new Quantised[1_024];
  private volatile boolean closed;

  /**
   * @param file where vectors are kept
   */
  public TextVectors(TextEncoder encoder, Catalogue catalogue, VectorFile file) {
    this.encoder = encoder;
    this.catalogue = catalogue;
    this.file = file;
    thread.setDaemon(true);
    // Below the threads that answer: encoding is the heaviest thing a processor does here.
    thread.setPriority(Thread.MIN_PRIORITY + 1);
  }

  /**
   * A vector of length one.
   *
   * @param bytes its floats, each divided by {@code scale}
   */
  record Quantised(byte[] bytes, float scale) {
    static Quantised of(float[] vector) {
      float most = 0;
      for (float x : vector) {
        most = Math.max(most, Math.abs(x));
      }
      float scale = most == 0 ? 1 : most / 127;
      byte[] bytes = new byte[vector.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.round(vector[i] / scale);
      }
      return new Quantised(bytes, scale);
    }

    float dot(Quantised other) {
      return VectorUtil.dotProduct(bytes, other.bytes) * scale * other.scale;
    }
  }

  /**
   * How near the items are to a query.
   *
   * @param byNumber by the number of the item, from 0 for what is as near as the catalogue on
   *     average, or further, to 1 for the nearest; 0 for what has no vector
   */
  public record Nearness(float[] byNumber) {
    /** Of an item. */
    public float of(int number) {
      return number < byNumber.length ? byNumber[number] : 0;
    }
  }

  /** Begins to encode; call it when the catalogue was read in. */
  public void start() {
    thread.start();
  }

  @Override
  public void put(int number, CatalogueItem item) {
    String text = text(item.item());
    Quantised known = text.isEmpty() ? null : file.get(text);
    set(number, known);
    if (known == null && !text.isEmpty()) {
      waiting.add(number);
    }
  }

  @Override
  public void removed(int number) {
    set(number, null);
  }

  /** What is encoded of an item. */
  static String text(Item item) {
    return item.contentText();
  }

  private synchronized void set(int number, @Nullable Quantised vector) {
    @Nullable Quantised[] all = vectors;
    if (number >= all.length) {
      all = Arrays.copyOf(all, Math.max(number + 1, all.length * 2));
    }
    all[number] = vector;
    vectors = all; // publishes the element as well
  }

  /** How many items wait for a vector. */
  public int waiting() {
    return waiting.size();
  }

  private void run() {
    while (!closed) {
      try {
        encode(waiting.take());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("a text was not encoded: {}", e.toString());
      }
    }
  }

  private void encode(int number) {
    CatalogueItem item = catalogue.get(number);
    String text = item == null ? "" : text(item.item());
    if (text.isEmpty()) {
      return;
    }
    Quantised known = file.get(text);
    if (known == null) {
      known = Quantised.of(encoder.encode(text));
      file.add(text, known);
    }
    CatalogueItem now = catalogue.get(number);
    if (now != null && text(now.item()).equals(text)) {
      set(number, known);
    }
  }

  /** How near all items are to a query; empty when nothing was encoded. */
  public Optional<Nearness> near(String query) {
    @Nullable Quantised[] all = vectors;
    if (query.isBlank() || Arrays.stream(all).allMatch(vector -> vector == null)) {
      return Optional.empty();
    }
    Quantised sought = Quantised.of(vector(query));
    float[] near = new float[all.length];
    double sum = 0;
    int count = 0;
    float most = 0;
    for (int number = 0; number < all.length; number++) {
      Quantised vector = all[number];
      if (vector == null) {
        near[number] = Float.NaN;
        continue;
      }
      near[number] = vector.dot(sought);
      most = count == 0 ? near[number] : Math.max(most, near[number]);
      sum += near[number];
      count++;
    }
    float mean = (float) (sum / count);
    float range = Math.max(most - mean, 1e-6f);
    for (int number = 0; number < near.length; number++) {
      near[number] = Float.isNaN(near[number]) ? 0 : Math.max(0, (near[number] - mean) / range);
    }
    return Optional.of(new Nearness(near));
  }

  private float[] vector(String query) {
    String key = query.strip();
    synchronized (queries) {
      float[] known = queries.get(key);
      if (known != null) {
        return known;
      }
    }
    float[] made = encoder.encodeQuery(key);
    synchronized (queries) {
      queries.put(key, made);
    }
    return made;
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
    file.close();
  }
}
