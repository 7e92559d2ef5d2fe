package io.limpet.trainer.ranker;

import io.limpet.core.hash.Fnv;
import io.limpet.core.ranking.Task;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.row.ExampleRow;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the labelled answers are.
 *
 * @param lake of the examples
 * @param withSynthetic whether to learn from what programs did, too
 */
public record ServedSource(ExampleLake lake, boolean withSynthetic) {
  /** Fewer answers that were seen teach nothing beside replayed visits. */
  static final int FEWEST = 1_000;

  /** Nor do fewer in which something was clicked. */
  static final int FEWEST_CLICKED = 100;

  /** More cost memory and time: each brings a page of items. */
  static final int MOST = 20_000;

  /** A surface with fewer has no curve of its own. */
  static final int FEWEST_OF_SURFACE = 500;

  private static final Comparator<ExampleRow> BY_TIME =
      Comparator.comparingLong(ExampleRow::timestampMillis)
          .thenComparing(ExampleRow::recommendationId)
          .thenComparingInt(ExampleRow::position);

  /**
   * Reads a fair draw of the answers, each with what was seen of it and is known of the time, and
   * with clicks weighed against the bias of their positions. What was not seen says nothing.
   *
   * @param users who have numbers
   * @param before nothing from then on is known, epoch milliseconds
   * @return in the order of time; empty where there are too few
   */
  List<ServedAnswer> read(Interactions users, long before, Progress progress) {
    List<ServedAnswer> answers = answers(users, before);
    long clicked = answers.stream().filter(ServedSource::isClicked).count();
    if (answers.isEmpty() || answers.size() < FEWEST || clicked < FEWEST_CLICKED) {
      if (!answers.isEmpty()) {
        progress.say(
            "ranker: %,d answers were seen, %,d of them clicked; learning from them takes %,d and %,d"
                .formatted(answers.size(), clicked, FEWEST, FEWEST_CLICKED));
      }
      return List.of();
    }
    return unbiased(answers, progress);
  }

  private static boolean isClicked(ServedAnswer answer) {
    for (int i = 0; i < answer.size(); i++) {
      if (answer.isClicked(i)) {
        return true;
      }
    }
    return false;
  }

  /** With clicks weighed by the curve of their surface, or of all where a surface has few. */
  static List<ServedAnswer> unbiased(List<ServedAnswer> answers, Progress progress) {
    Map<String, List<ServedAnswer>> surfaces =
        answers.stream()
            .collect(
                Collectors.groupingBy(ServedAnswer::surface, TreeMap::new, Collectors.toList()));
    PositionBias all = PositionBias.estimate(answers);
    progress.say("ranker: looked at by position, all surfaces: " + all);
    Map<String, PositionBias> curves = new HashMap<>();
    if (surfaces.size() > 1) {
      surfaces.forEach(
          (surface, its) -> {
            if (its.size() >= FEWEST_OF_SURFACE) {
              PositionBias own = PositionBias.estimate(its);
              progress.say("ranker: looked at by position, %s: %s".formatted(surface, own));
              curves.put(surface, own);
            }
          });
    }
    return answers.stream()
        .map(answer -> answer.weighing(curves.getOrDefault(answer.surface(), all)))
        .toList();
  }

  private List<ServedAnswer> answers(Interactions users, long before) {
    long rows = lake.rows();
    if (rows == 0) {
      return List.of();
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int user = 0; user < users.users(); user++) {
      numbers.put(users.userIds().get(user), user);
    }
    // Every answer has a row or more, so this share of them holds MOST rows or more.
    double share = Math.min(1, 12.0 * MOST / rows);
    Map<String, List<ExampleRow>> byAnswer = new HashMap<>();
    lake.forEach(
        id -> Fnv.unit(id) < share,
        row -> {
          if (row.timestampMillis() < before) {
            byAnswer.computeIfAbsent(row.recommendationId(), id -> new ArrayList<>()).add(row);
          }
        });
    List<List<ExampleRow>> pages = new ArrayList<>(byAnswer.values());
    pages.forEach(page -> page.sort(BY_TIME));
    pages.sort(Comparator.comparing(List::getFirst, BY_TIME));
    List<ServedAnswer> answers = new ArrayList<>();
    for (List<ExampleRow> page : pages) {
      ServedAnswer answer = answer(page, numbers, before);
      if (answer != null) {
        answers.add(answer);
      }
    }
    // The newest are most like what comes.
    return answers.subList(Math.max(0, answers.size() - MOST), answers.size());
  }

  private @Nullable ServedAnswer answer(
      List<ExampleRow> page, Map<String, Integer> numbers, long before) {
    if (!withSynthetic && page.stream().anyMatch(ExampleRow::synthetic)) {
      return null;
    }
    List<ExampleRow> seen =
        page.stream().filter(row -> row.seen() && row.features().length > 0).toList();
    if (seen.isEmpty()) {
      return null;
    }
    int size = seen.size();
    int[] positions = new int[size];
    float[][] features = new float[size][];
    int[] bits = new int[size];
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      ExampleRow row = seen.get(i);
      positions[i] = row.position();
      features[i] = row.features();
      bits[i] = bits(row, before);
      weights[i] = 1;
    }
    String visitor = seen.getFirst().visitor();
    int stranger = numbers.size() + (int) (Fnv.unit(visitor) * 1_000_000_000);
    return new ServedAnswer(
        numbers.getOrDefault(visitor, stranger),
        seen.getFirst().surface(),
        positions,
        features,
        bits,
        weights);
  }

  /** Each task is a part of those before it. */
  private static int bits(ExampleRow row, long before) {
    long open = before - row.timestampMillis();
    int view = Question.bit(Task.VIEW);
    int cart = view | Question.bit(Task.CART);
    if (isWithin(row.purchasedAfter(), open)) {
      return cart | Question.bit(Task.PURCHASE);
    }
    if (isWithin(row.cartedAfter(), open)) {
      return cart;
    }
    return isWithin(row.clickedAfter(), open) ? view : 0;
  }

  private static boolean isWithin(@Nullable Long after, long open) {
    return after != null && after < open;
  }
}
