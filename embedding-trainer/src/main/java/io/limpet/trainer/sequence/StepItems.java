package io.limpet.trainer.sequence;

import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The items of a step, each once: first those drawn for the softmax, then those of its sequences.
 * Drawn are known items, without putting back, each as likely as any other; all of them where they
 * are few.
 */
final class StepItems {
  private final int[] known;
  private final int[] deck;
  private final int drawn;
  private final int[] places;
  private int[] items;
  private int count;

  StepItems(Interactions rows, int most) {
    this.known = rows.wanted();
    this.deck = known.clone();
    this.drawn = Math.min(most, known.length);
    this.places = new int[rows.items()];
    Arrays.fill(places, -1);
    this.items = new int[2 * drawn + 64];
  }

  /** Forgets in which order items were drawn so far: what is drawn next follows from the seed. */
  void reset() {
    System.arraycopy(known, 0, deck, 0, known.length);
  }

  /** Draws anew, and forgets the step before. */
  void begin(SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      places[items[i]] = -1;
    }
    count = 0;
    for (int i = 0; i < drawn; i++) {
      int other = i + random.nextInt(deck.length - i);
      int item = deck[other];
      deck[other] = deck[i];
      deck[i] = item;
      take(item);
    }
  }

  /** The place of an item in the step. */
  int take(int item) {
    if (places[item] < 0) {
      if (count == items.length) {
        items = Arrays.copyOf(items, 2 * count);
      }
      items[count] = item;
      places[item] = count++;
    }
    return places[item];
  }

  /** Ascending. */
  int[] known() {
    return known;
  }

  int[] items() {
    return items;
  }

  int count() {
    return count;
  }

  int drawn() {
    return drawn;
  }

  /** How many items a drawn one stands for, the answer aside. */
  float standsFor() {
    return drawn == known.length ? 1 : (known.length - 1) / (float) drawn;
  }
}
