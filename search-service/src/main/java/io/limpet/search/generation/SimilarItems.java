package io.limpet.search.generation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.index.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Items like an item: of those with the highest products of vectors the ones with the highest
 * cosines, since products alone favour the items that everybody likes.
 *
 * <p>What is found for an item is kept, whoever asks: an item that many look at is searched for
 * once. It counts until the index has changed, and {@value #STALE_MILLIS} ms beyond, so that a new
 * item is missed no longer. What a visitor may not see is left out afterwards; where too little is
 * left, the index is searched as it would be without. Thread-safe.
 */
final class SimilarItems {
  static final long STALE_MILLIS = 300;

  /** So many times as many products are looked at as items are wanted. */
  private static final int LOOKED_AT = 3;

  /** Hits kept of an item: enough for a few dozen items, and for filters that leave a half. */
  private static final int KEPT = 200;

  private static final int ITEMS_MOST = 20_000;

  private final Finder finder;
  private final IntFunction<float @Nullable []> vectors;
  private final Cache<Integer, Found> cache = Caffeine.newBuilder().maximumSize(ITEMS_MOST).build();

  /** Finds the highest products. */
  interface Finder {
    List<Hit> search(float[] vector, int k, Acceptable acceptable);

    /** Rises with every change of what may be found. */
    long changes();
  }

  /**
   * @param items by product, highest first
   * @param cosines of the same items
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Found(int[] items, float[] cosines, long changes, long atNanos) {
    boolean holds(long changesNow) {
      return changes == changesNow || System.nanoTime() - atNanos < STALE_MILLIS * 1_000_000;
    }
  }

  private record Near(int item, float cosine) {}

  /**
   * @param vectors of items by number
   */
  SimilarItems(Finder finder, IntFunction<float @Nullable []> vectors) {
    this.finder = finder;
    this.vectors = vectors;
  }

  /** The {@code k} most similar acceptable items, most similar first; none without a vector. */
  IntStream of(int item, int k, Acceptable acceptable) {
    float[] vector = vectors.apply(item);
    if (vector == null) {
      return IntStream.empty();
    }
    int wanted = LOOKED_AT * k;
    if (wanted <= KEPT) {
      Found found = found(item, vector);
      List<Near> near = acceptable(found, wanted, acceptable);
      if (near.size() == wanted || found.items().length < KEPT) {
        return best(near, k);
      }
    }
    Found anew = search(vector, wanted, acceptable);
    return best(acceptable(anew, wanted, acceptable), k);
  }

  private Found found(int item, float[] vector) {
    Found known = cache.getIfPresent(item);
    if (known != null && known.holds(finder.changes())) {
      return known;
    }
    Found found = search(vector, KEPT, Acceptable.ALL);
    cache.put(item, found);
    return found;
  }

  private Found search(float[] vector, int k, Acceptable acceptable) {
    // Before the search: what changes during it may be missed by it.
    long changes = finder.changes();
    long now = System.nanoTime();
    List<Hit> hits = finder.search(vector, k, acceptable);
    int[] items = new int[hits.size()];
    float[] cosines = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = hits.get(i).item();
      cosines[i] = (float) Vectors.cosine(vector, vectors.apply(items[i]));
    }
    return new Found(items, cosines, changes, now);
  }

  private static List<Near> acceptable(Found found, int most, Acceptable acceptable) {
    List<Near> near = new ArrayList<>();
    for (int i = 0; i < found.items().length && near.size() < most; i++) {
      if (acceptable.test(found.items()[i])) {
        near.add(new Near(found.items()[i], found.cosines()[i]));
      }
    }
    return near;
  }

  private static IntStream best(List<Near> near, int k) {
    // Stable: of equal cosines the higher product comes first.
    near.sort((a, b) -> Float.compare(b.cosine(), a.cosine()));
    return near.stream().limit(k).mapToInt(Near::item);
  }
}
