package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A protocol around another one: a share of the items is taken out of everything that models learn
 * from and are told, as if nobody had met them yet, and the test asks for them alone. How much of a
 * model's taste reaches new items is the question.
 *
 * <p>The validation asks what it always asks, but for these items: a model is chosen as ever, and
 * not for the sake of the cold ones. Which items they are follows from the seed and their ids.
 */
public final class ColdItems {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private ColdItems() {}

  /**
   * The split without the cold items.
   *
   * @param share of the items, above 0 and below 1
   * @throws SplitException when no question is left
   */
  public static Split of(Split split, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share is " + share + ", not above 0 and below 1");
    }
    Interactions whole = split.test().whole();
    BitSet cold = new BitSet();
    for (int item = 0; item < whole.items(); item++) {
      cold.set(item, fraction(whole.itemIds().get(item), seed) < share);
    }
    Interactions kept = whole.without(cold);
    int[] rowOf = new int[whole.size() + 1];
    for (int row = 0; row < whole.size(); row++) {
      rowOf[row + 1] = rowOf[row] + (cold.get(whole.item(row)) ? 0 : 1);
    }
    Interactions learned = split.validation().training().without(cold);
    List<Case> validation = new ArrayList<>();
    for (Case question : split.validation().cases()) {
      add(
          moved(question, kept, rowOf, without(question.fresh(), cold, true), question.repeats()),
          validation);
    }
    List<Case> test = new ArrayList<>();
    for (Case question : split.test().cases()) {
      add(moved(question, kept, rowOf, without(question.fresh(), cold, false), Set.of()), test);
    }
    if (test.isEmpty()) {
      throw new SplitException(
          "none of the %d users was asked for one of the %d cold items; give a larger share than %s"
              .formatted(split.test().cases().size(), cold.cardinality(), share));
    }
    String what =
        String.format(Locale.ROOT, ", %d of %d items cold", cold.cardinality(), whole.items());
    return new Split(
        split.protocol() + what,
        new Part("validation", learned, kept, validation, validation.size() + " users, warm items"),
        new Part(
            "test",
            split.isRefit() ? split.test().training().without(cold) : learned,
            kept,
            test,
            "%d users of %d, cold items".formatted(test.size(), split.test().cases().size())));
  }

  private static Set<Integer> without(Set<Integer> items, BitSet cold, boolean warm) {
    Set<Integer> left = new HashSet<>();
    for (int item : items) {
      if (cold.get(item) != warm) {
        left.add(item);
      }
    }
    return left;
  }

  private static Case moved(
      Case question, Interactions kept, int[] rowOf, Set<Integer> fresh, Set<Integer> repeats) {
    int from = rowOf[question.from()];
    int to = rowOf[question.to()];
    Set<Integer> known = new HashSet<>();
    for (int row = from; row < to; row++) {
      if (kept.isInterest(row)) {
        known.add(kept.item(row));
      }
    }
    Set<Integer> left = new HashSet<>(repeats);
    left.retainAll(known);
    return known.isEmpty()
        ? new Case(question.user(), from, to, Set.of(), Set.of())
        : new Case(question.user(), from, to, fresh, left);
  }

  private static void add(Case question, List<Case> to) {
    if (!question.fresh().isEmpty() || !question.repeats().isEmpty()) {
      to.add(question);
    }
  }

  /** 0 to 1 by id: FNV-1a, then the finalizer of SplitMix64 with the seed. */
  private static double fraction(String id, long seed) {
    long hash = FNV_OFFSET;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash += seed * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return ((hash ^ (hash >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
