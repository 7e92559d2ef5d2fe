package io.limpet.flink.labels;

import io.limpet.core.hash.Fnv;
import io.limpet.core.served.Served;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one visitor was shown lately: at most {@link #MOST} answers and {@link #MOST_ITEMS} items,
 * of which the oldest go first, so about 45 kB at most. Immutable; public, so that Flink can keep
 * it as a record with fields.
 *
 * @param answers recommendation ids, one a page
 * @param millis when each was shown
 * @param sizes how many items each held
 * @param items hashes of all their items, answer by answer
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Shown(String[] answers, long[] millis, int[] sizes, long[] items) {
  static final int MOST = 200;
  static final int MOST_ITEMS = 4_000;

  /** Nothing yet. */
  static final Shown NOTHING = new Shown(new String[0], new long[0], new int[0], new long[0]);

  /** One page of an answer while arrays are put together. */
  private record Page(String answer, long millis, long[] items) {
    static final Comparator<Page> BY_TIME =
        Comparator.comparingLong(Page::millis).thenComparing(Page::answer);
  }

  /** With one page more, once, and without the oldest beyond the bounds. */
  Shown with(Served served) {
    List<Page> pages = pages();
    long[] hashes = served.items().stream().mapToLong(item -> Fnv.hash(item.itemId())).toArray();
    Page added = new Page(served.recommendationId(), served.timestampMillis(), hashes);
    boolean known =
        pages.stream()
            .anyMatch(
                page ->
                    page.millis() == added.millis()
                        && page.answer().equals(added.answer())
                        && Arrays.equals(page.items(), added.items()));
    if (known) {
      return this;
    }
    pages.add(added);
    pages.sort(Page.BY_TIME);
    int held = pages.stream().mapToInt(page -> page.items().length).sum();
    int from = Math.max(0, pages.size() - MOST);
    for (int i = 0; i < from; i++) {
      held -= pages.get(i).items().length;
    }
    while (held > MOST_ITEMS && from < pages.size() - 1) {
      held -= pages.get(from++).items().length;
    }
    return of(pages.subList(from, pages.size()));
  }

  /** Without what was shown before a time. */
  Shown since(long from) {
    return of(pages().stream().filter(page -> page.millis() >= from).toList());
  }

  /** The answers that are not in {@code next} any more. */
  Set<String> without(Shown next) {
    Set<String> gone = new TreeSet<>(List.of(answers));
    List.of(next.answers).forEach(gone::remove);
    return gone;
  }

  boolean isEmpty() {
    return answers.length == 0;
  }

  /** When the oldest was shown. */
  long oldestMillis() {
    return millis[0];
  }

  /** The latest answer up to a time that held the item, of two at once the greater id; or null. */
  @Nullable String latest(String itemId, long until) {
    long hash = Fnv.hash(itemId);
    String latest = null;
    int at = 0;
    for (int i = 0; i < answers.length && millis[i] <= until; i++) {
      for (int j = at; j < at + sizes[i]; j++) {
        if (items[j] == hash) {
          latest = answers[i];
        }
      }
      at += sizes[i];
    }
    return latest;
  }

  private List<Page> pages() {
    List<Page> pages = new ArrayList<>(answers.length + 1);
    int at = 0;
    for (int i = 0; i < answers.length; i++) {
      pages.add(new Page(answers[i], millis[i], Arrays.copyOfRange(items, at, at + sizes[i])));
      at += sizes[i];
    }
    return pages;
  }

  private static Shown of(List<Page> pages) {
    return new Shown(
        pages.stream().map(Page::answer).toArray(String[]::new),
        pages.stream().mapToLong(Page::millis).toArray(),
        pages.stream().mapToInt(page -> page.items().length).toArray(),
        pages.stream().flatMapToLong(page -> Arrays.stream(page.items())).toArray());
  }
}
