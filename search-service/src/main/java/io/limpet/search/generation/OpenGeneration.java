package io.limpet.search.generation;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.ItemTable;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.ItemVector;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A generation with its index, ready to be asked, and the items that came after it was trained.
 * Closed when nobody holds it any more: whoever uses it holds a {@link Lease}. Thread-safe.
 */
public final class OpenGeneration {
  private final Generation generation;
  private final VectorIndex index;
  private final ItemIds ids;

  /** The row of each item by its number, -1 where it was not trained on: no text is hashed. */
  private final int[] rows;

  private final ConcurrentHashMap<String, ItemVector> later = new ConcurrentHashMap<>();
  private final AtomicInteger holders = new AtomicInteger(1);
  private final AtomicLong changes = new AtomicLong();
  private final SimilarItems similar;

  OpenGeneration(Generation generation, VectorIndex index, ItemIds ids) {
    this.generation = generation;
    this.index = index;
    this.ids = ids;
    this.rows = rows(generation.items(), ids);
    this.similar =
        new SimilarItems(
            new SimilarItems.Finder() {
              @Override
              public List<Hit> search(float[] vector, int k, Acceptable acceptable) {
                return index.search(vector, k, acceptable);
              }

              @Override
              public long changes() {
                return changes.get();
              }
            },
            this::vector);
  }

  private static int[] rows(ItemTable items, ItemIds ids) {
    int[] numbers = new int[items.size()];
    int highest = -1;
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = ids.number(items.id(row));
      highest = Math.max(highest, numbers[row]);
    }
    int[] rows = new int[highest + 1];
    Arrays.fill(rows, -1);
    for (int row = 0; row < numbers.length; row++) {
      rows[numbers[row]] = row;
    }
    return rows;
  }

  /** A right to use the generation until it is closed; close it once. */
  public final class Lease implements AutoCloseable {
    private Lease() {}

    /** What may be used. */
    public OpenGeneration generation() {
      return OpenGeneration.this;
    }

    @Override
    public void close() {
      release();
    }
  }

  /** A lease, or nothing if it is closed by now. */
  Optional<Lease> lease() {
    int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    return before == 0 ? Optional.empty() : Optional.of(new Lease());
  }

  /** Gives up one hold; the last one closes the index. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      index.close();
    }
  }

  /** Its id. */
  public String id() {
    return generation.id();
  }

  /** What was trained. */
  public Generation trained() {
    return generation;
  }

  /** Items that can be found. */
  public int size() {
    return index.size();
  }

  /** Takes in the vector of an item that was not trained on; one of another shape is refused. */
  void add(ItemVector item) {
    if (item.input().length != generation.encoder().inputDimensions()) {
      throw new IllegalArgumentException(
          "item vector %s has an input of %d floats, generation %s needs %d"
              .formatted(
                  item.itemId(),
                  item.input().length,
                  id(),
                  generation.encoder().inputDimensions()));
    }
    index.add(ids.number(item.itemId()), item.vector());
    later.put(item.itemId(), item);
    changes.incrementAndGet();
  }

  /** Forgets an item that was not trained on. */
  void remove(String itemId) {
    if (later.remove(itemId) != null) {
      index.delete(ids.number(itemId));
      changes.incrementAndGet();
    }
  }

  /** Whether the generation was trained on the item. */
  public boolean knows(String itemId) {
    return generation.items().row(itemId) >= 0;
  }

  /** Whether the generation was trained on the item of this number. */
  public boolean knows(int number) {
    return number < rows.length && rows[number] >= 0;
  }

  /** The vector of an item that it was not trained on, null if it was given none. */
  public @Nullable ItemVector later(String itemId) {
    return later.get(itemId);
  }

  /** The vector of the item of this number, null if it has none. */
  public float @Nullable [] vector(int item) {
    if (knows(item)) {
      return generation.items().vectors().row(rows[item]);
    }
    ItemVector added = later.isEmpty() ? null : later.get(ids.id(item));
    return added == null ? null : added.vector();
  }

  /** The vectors of several items, null where one has none: sooner there than one by one. */
  public float[] @Nullable [] vectors(int[] items) {
    int[] trained = new int[items.length];
    for (int i = 0; i < items.length; i++) {
      trained[i] = knows(items[i]) ? rows[items[i]] : -1;
    }
    float[][] vectors = generation.items().vectors().rows(trained);
    for (int i = 0; i < items.length && !later.isEmpty(); i++) {
      if (vectors[i] == null) {
        vectors[i] = vector(items[i]);
      }
    }
    return vectors;
  }

  /** The vector of an item, null if it has none. */
  public float @Nullable [] vector(String itemId) {
    int row = generation.items().row(itemId);
    if (row >= 0) {
      return generation.items().vectors().row(row);
    }
    ItemVector item = later.get(itemId);
    return item == null ? null : item.vector();
  }

  /** The items whose vectors have the highest dot products with this one. */
  public List<Hit> search(float[] vector, int k, Acceptable acceptable) {
    return index.search(vector, k, acceptable);
  }

  /** The items that are most like the item of this number, most similar first. */
  public IntStream similar(int item, int k, Acceptable acceptable) {
    return item < 0 ? IntStream.empty() : similar.of(item, k, acceptable);
  }

  /** The vector of somebody with this history, oldest first; items without a vector say nothing. */
  public Optional<float[]> encode(List<RecentItem> history) {
    UserEncoder encoder = generation.encoder();
    EncoderState state = encoder.newState();
    float[] input = new float[encoder.inputDimensions()];
    for (RecentItem recent : history) {
      int row = generation.items().row(recent.itemId());
      ItemVector item = row >= 0 ? null : later.get(recent.itemId());
      if (row >= 0) {
        generation.items().inputs().row(row, input);
        encoder.fold(state, input, recent.type(), recent.timestampMillis());
      } else if (item != null) {
        encoder.fold(state, item.input(), recent.type(), recent.timestampMillis());
      }
    }
    return encoder.vector(state);
  }
}
