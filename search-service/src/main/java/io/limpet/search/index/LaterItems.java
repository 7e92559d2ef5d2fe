package io.limpet.search.index;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import org.apache.lucene.util.VectorUtil;

/**
 * Vectors that came after the files were written, one after the other in memory, compared one by
 * one. One thread at a time changes it, any number search.
 *
 * <p>A vector is never overwritten: another one of its item takes a new slot, and {@code slotOf}
 * says which slot of an item counts. A search looks at the slots that were filled when it began,
 * and takes an item whose slot came later for what it was before, so a change under way neither
 * hides an item nor shows it twice.
 */
final class LaterItems {
  private float[][] vectors = new float[64][];
  private int[] items = new int[64];

  /** By item: its slot and one more, 0 where it has none. */
  private volatile int[] slotOf = {};

  /** Written last, so that whoever reads it first finds all that lies below it. */
  private volatile int size;

  /** Slots that are filled, also those that count no more. */
  int size() {
    return size;
  }

  /** Gives an item a vector, which is not to be changed afterwards. */
  void put(int item, float[] vector) {
    int slot = size;
    if (slot == items.length) {
      vectors = Arrays.copyOf(vectors, 2 * slot);
      items = Arrays.copyOf(items, 2 * slot);
    }
    vectors[slot] = vector;
    items[slot] = item;
    setSlot(item, slot + 1);
    size = slot + 1;
  }

  /** Takes an item out; nothing happens if it is not here. */
  void remove(int item) {
    if (contains(item)) {
      setSlot(item, 0);
    }
  }

  boolean contains(int item) {
    int[] slots = slotOf;
    return item < slots.length && slots[item] != 0;
  }

  private void setSlot(int item, int slot) {
    int[] slots = slotOf;
    if (item >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(item + 1, slots.length + slots.length / 2));
    }
    slots[item] = slot;
    slotOf = slots;
  }

  /** What is here at one moment. */
  Moment now() {
    // The size first: it was written after all that is read behind it.
    int filled = size;
    return new Moment(filled, vectors, items, slotOf);
  }

  /** The slots filled at one moment, and which of them count. */
  static final class Moment {
    private final int filled;
    private final float[][] vectors;
    private final int[] items;
    private final int[] slotOf;

    private Moment(int filled, float[][] vectors, int[] items, int[] slotOf) {
      this.filled = filled;
      this.vectors = vectors;
      this.items = items;
      this.slotOf = slotOf;
    }

    boolean isEmpty() {
      return filled == 0;
    }

    int filled() {
      return filled;
    }

    /** Whether a vector of the item that lies elsewhere counts no more. */
    boolean replaces(int item) {
      return item < slotOf.length && slotOf[item] != 0 && slotOf[item] <= filled;
    }

    /** Offers every acceptable item. */
    void search(float[] query, IntPredicate acceptable, TopHits top) {
      for (int slot = 0; slot < filled; slot++) {
        if (counts(items[slot], slot) && acceptable.test(items[slot])) {
          top.offer(items[slot], VectorUtil.dotProduct(query, vectors[slot]));
        }
      }
    }

    /** Hands over every item with its vector, beginning with a slot. */
    void forEach(int first, ObjIntConsumer<float[]> taker) {
      for (int slot = first; slot < filled; slot++) {
        if (slotOf[items[slot]] == slot + 1) {
          taker.accept(vectors[slot], items[slot]);
        }
      }
    }

    /** Whether it is the item's slot, or the item's slot is none that this moment knows. */
    private boolean counts(int item, int slot) {
      int counting = slotOf[item] - 1;
      return counting == slot || counting >= filled;
    }
  }
}
