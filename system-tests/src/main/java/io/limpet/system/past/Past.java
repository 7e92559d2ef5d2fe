package io.limpet.system.past;

import io.limpet.core.event.EventType;
import io.limpet.core.item.Item;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What had happened when a part's questions are asked.
 *
 * @param part the questions
 * @param before all that had happened: of those who are asked up to their question, of all others
 *     what models learn from
 * @param catalogue the items by number
 * @param hasTimes whether times are those of a shop; if not, they are no more than an order within
 *     a visitor's acts
 */
public record Past(Part part, Interactions before, List<Item> catalogue, boolean hasTimes) {
  public Past {
    catalogue = List.copyOf(catalogue);
  }

  /**
   * Up to the questions of a part.
   *
   * @param isByTime whether the part asks at one moment; else each visitor is asked at the time of
   *     the first act that is asked for
   */
  public static Past of(Part part, List<Item> catalogue, boolean isByTime) {
    Interactions whole = part.whole();
    Interactions learned = part.training();
    int[] ends = new int[whole.users()];
    for (int user = 0; user < ends.length; user++) {
      ends[user] = whole.begin(user) + learned.end(user) - learned.begin(user);
    }
    part.cases().forEach(asked -> ends[asked.user()] = asked.to());
    return new Past(part, whole.upTo(ends), catalogue, isByTime);
  }

  /** When somebody is asked, epoch milliseconds. */
  long millis(Case asked) {
    return hasTimes ? part.training().lastMillis() + 1 : part.whole().millis(asked.to());
  }

  /** The rows of what had happened in the order of time, of equal times in their own order. */
  int[] inOrder() {
    return IntStream.range(0, before.size())
        .boxed()
        .sorted(Comparator.comparingLong(before::millis))
        .mapToInt(row -> row)
        .toArray();
  }

  /**
   * When each item was first met, by number. Files do not say when an item was added, so that is
   * taken for it; an item that nobody had met, and every item where times are no more than an
   * order, was there from the beginning.
   */
  long[] added() {
    long[] added = new long[catalogue.size()];
    long first = before.firstMillis();
    for (int item = 0; item < added.length; item++) {
      added[item] = Long.MAX_VALUE;
    }
    for (int row = 0; row < before.size(); row++) {
      int item = before.item(row);
      added[item] = Math.min(added[item], before.millis(row));
    }
    for (int item = 0; item < added.length; item++) {
      added[item] = added[item] == Long.MAX_VALUE || !hasTimes ? first : added[item];
    }
    return added;
  }

  EventType type(int row) {
    return EventType.ofCode(before.type(row));
  }
}
