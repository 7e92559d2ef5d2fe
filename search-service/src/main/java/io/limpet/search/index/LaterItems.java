package io.limpet.search.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What changed after the files were written, one change behind the other in blocks of memory, which
 * are compared whole. One thread at a time changes it, any number search.
 *
 * <p>Nothing is overwritten: another vector of an item, and its going, take a new slot that knows
 * the slot before. So whoever takes a {@link Moment} goes on seeing exactly what was there then,
 * whatever changes meanwhile.
 *
 * <p>A change takes a vector's bytes and floats and 17 bytes more, 337 in all at 64 numbers; beside
 * that lie four bytes for each item that has a number.
 */
final class LaterItems {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int NONE = -1;

  /** A list of acceptable items is gone through where it is this much shorter than the slots. */
  private static final int SHORTER = 8;

  private final int dimensions;
  private volatile LaterBlock[] blocks = {};

  /** By item: its last slot and one more, 0 where it has none. */
  private volatile int[] slotOf;

  /** Written last, so that whoever reads it first finds all that lies below it. */
  private volatile int size;

  /**
   * @param items that have a number by now; more may come
   */
  LaterItems(int dimensions, int items) {
    this.dimensions = dimensions;
    this.slotOf = new int[items];
  }

  /** What is told of a change. */
  interface Taker {
    /**
     * @param vector null if the item went
     */
    void take(int item, float @Nullable [] vector);
  }

  /** Slots that are filled, also those that count no more. */
  int size() {
    return size;
  }

  /** Gives an item a vector. */
  void put(int item, float[] vector) {
    append(item, vector);
  }

  /** Notes that an item is neither here nor in the files any more. */
  void remove(int item) {
    append(item, null);
  }

  private void append(int item, float @Nullable [] vector) {
    int slot = size;
    LaterBlock[] now = blocks;
    int block = slot / LaterBlock.SIZE;
    if (block == now.length) {
      now = Arrays.copyOf(now, block + 1);
      now[block] = new LaterBlock(dimensions);
      blocks = now;
    }
    int[] slots = slotOf;
    if (item >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(item + 1, slots.length + slots.length / 2));
      slotOf = slots;
    }
    now[block].set(slot % LaterBlock.SIZE, item, vector, slots[item] - 1);
    // After the change itself, for those whose moment is over and who look for what was before.
    SLOT.setRelease(slots, item, slot + 1);
    size = slot + 1;
  }

  /** Takes over what changed in other items from a slot on until a moment. */
  void takeOver(Moment other, int first) {
    other.forEach(first, this::append);
  }

  /** What is here at one moment. */
  Moment now() {
    // The size first: it was written after all that is read behind it.
    int filled = size;
    return new Moment(filled, blocks, slotOf);
  }

  private int before(int slot) {
    return blocks[slot / LaterBlock.SIZE].before(slot % LaterBlock.SIZE);
  }

  /** The slots filled at one moment, and which of them counted then. */
  final class Moment {
    private final int filled;
    private final LaterBlock[] seen;
    private final int[] slots;

    private Moment(int filled, LaterBlock[] seen, int[] slots) {
      this.filled = filled;
      this.seen = seen;
      this.slots = slots;
    }

    boolean isEmpty() {
      return filled == 0;
    }

    int filled() {
      return filled;
    }

    /** The slot that counted for an item, negative if there was none. */
    private int slot(int item) {
      int slot = item < slots.length ? (int) SLOT.getAcquire(slots, item) - 1 : NONE;
      while (slot >= filled) {
        slot = before(slot);
      }
      return slot;
    }

    /** Whether a vector of the item that lies elsewhere counts no more. */
    boolean replaces(int item) {
      return slot(item) >= 0;
    }

    /** Whether the item is here and did not go. */
    boolean holds(int item) {
      int slot = slot(item);
      return slot >= 0 && !seen[slot / LaterBlock.SIZE].isGone(slot % LaterBlock.SIZE);
    }

    /** How many items more there are with these changes. */
    int more(IntPredicate isElsewhere) {
      int more = 0;
      for (int slot = 0; slot < filled; slot++) {
        LaterBlock block = seen[slot / LaterBlock.SIZE];
        int place = slot % LaterBlock.SIZE;
        int item = block.item(place);
        if (slot(item) == slot) {
          more += (block.isGone(place) ? 0 : 1) - (isElsewhere.test(item) ? 1 : 0);
        }
      }
      return more;
    }

    /** Offers every acceptable item that may be among the best; misses none. */
    void search(float[] query, Acceptable acceptable, TopHits top) {
      if (isEmpty()) {
        return;
      }
      var numbers = new LaterBlock.Query(query);
      int[] listed = acceptable.items();
      if (listed != null && (long) listed.length * SHORTER < filled) {
        for (int item : listed) {
          int slot = slot(item);
          if (slot >= 0) {
            offer(slot, numbers, acceptable, top);
          }
        }
      } else {
        sweep(numbers, acceptable, top);
      }
    }

    private void sweep(LaterBlock.Query query, Acceptable acceptable, TopHits top) {
      var products = new int[Math.min(LaterBlock.SIZE, filled)];
      float least = top.least();
      for (int first = 0; first < filled; first += LaterBlock.SIZE) {
        LaterBlock block = seen[first / LaterBlock.SIZE];
        int count = Math.min(LaterBlock.SIZE, filled - first);
        block.sweep(query, count, products);
        for (int i = 0; i < count; i++) {
          // Also what is not a number is looked at.
          if (!(block.most(i, query, products[i]) < least) && slot(block.item(i)) == first + i) {
            offer(first + i, query, acceptable, top);
            least = top.least();
          }
        }
      }
    }

    private void offer(int slot, LaterBlock.Query query, Acceptable acceptable, TopHits top) {
      LaterBlock block = seen[slot / LaterBlock.SIZE];
      int place = slot % LaterBlock.SIZE;
      int item = block.item(place);
      if (!block.isGone(place) && acceptable.test(item)) {
        top.offer(item, block.product(place, query));
      }
    }

    /** Hands over every item's last change, beginning with a slot, in the order of slots. */
    void forEach(int first, Taker taker) {
      for (int slot = first; slot < filled; slot++) {
        LaterBlock block = seen[slot / LaterBlock.SIZE];
        int place = slot % LaterBlock.SIZE;
        if (slot(block.item(place)) == slot) {
          taker.take(block.item(place), block.isGone(place) ? null : block.vector(place));
        }
      }
    }
  }
}
