package io.limpet.trainer.evaluate;

import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts the lists of one model in one scope. Not thread-safe. */
final class Tally {
  private final Part part;
  private final ListMetrics.Items items;
  private final int[] interactionsOf;
  private final Scope scope;
  private final List<ListMetrics> lists;
  private final Counted all = new Counted();
  private final IntStream.Builder lengths = IntStream.builder();
  private final List<Counted> byItem =
      IntStream.range(0, Cohort.Family.ITEM.groups()).mapToObj(g -> new Counted()).toList();

  /** Two columns that grow. */
  private static final class Counted {
    private final IntStream.Builder relevant = IntStream.builder();
    private final IntStream.Builder hits = IntStream.builder();

    void add(int relevantItems, int hitMask) {
      relevant.add(relevantItems);
      hits.add(hitMask);
    }

    Outcomes outcomes() {
      return Outcomes.of(relevant.build().toArray(), hits.build().toArray());
    }
  }

  Tally(Part part, ListMetrics.Items items, int[] interactionsOf, Scope scope) {
    this.part = part;
    this.items = items;
    this.interactionsOf = interactionsOf;
    this.scope = scope;
    this.lists = Metric.CUTS.stream().map(k -> new ListMetrics(items, k)).toList();
  }

  Scope scope() {
    return scope;
  }

  boolean asks(Case question) {
    return !relevant(question).isEmpty();
  }

  /** What would be right. */
  Set<Integer> relevant(Case question) {
    return switch (scope) {
      case FRESH -> question.fresh();
      case REPEATS -> question.repeats();
      case COLD ->
          question.fresh().stream()
              .filter(item -> interactionsOf[item] == 0)
              .collect(Collectors.toSet());
      case ALL -> {
        Set<Integer> both = new HashSet<>(question.fresh());
        both.addAll(question.repeats());
        yield both;
      }
    };
  }

  void add(Evaluator.Answer answer, Set<Integer> relevant) {
    int[] ranked = answer.ranked();
    int hits = 0;
    int[] hitsByItem = new int[byItem.size()];
    for (int i = 0; i < ranked.length; i++) {
      if (relevant.contains(ranked[i])) {
        hits |= 1 << i;
        hitsByItem[Cohort.Family.ITEM.group(interactionsOf[ranked[i]])] |= 1 << i;
      }
    }
    all.add(relevant.size(), hits);
    lengths.add(answer.question().length());
    int[] relevantByItem = new int[byItem.size()];
    relevant.forEach(item -> relevantByItem[Cohort.Family.ITEM.group(interactionsOf[item])]++);
    for (int group = 0; group < relevantByItem.length; group++) {
      if (relevantByItem[group] > 0) {
        byItem.get(group).add(relevantByItem[group], hitsByItem[group]);
      }
    }
    double usual = usualPopularity(answer.question());
    lists.forEach(list -> list.add(ranked, usual));
  }

  private double usualPopularity(Case question) {
    return IntStream.range(question.from(), question.to())
        .filter(part.whole()::isInterest)
        .mapToDouble(row -> items.share(part.whole().item(row)))
        .average()
        .orElse(0);
  }

  Figures figures(String model) {
    Outcomes outcomes = all.outcomes();
    Map<String, Double> metrics = new HashMap<>();
    Metric.ALL.forEach(metric -> metrics.put(metric.label(), outcomes.mean(metric)));
    lists.forEach(list -> list.put(metrics));
    return new Figures(model, part.name(), scope, metrics, outcomes, cohorts(outcomes));
  }

  private List<Cohort> cohorts(Outcomes outcomes) {
    List<Cohort> cohorts = new ArrayList<>();
    int[] histories = lengths.build().toArray();
    Cohort.Family history = Cohort.Family.HISTORY;
    for (int group = 0; group < history.groups(); group++) {
      int wanted = group;
      int[] questions =
          IntStream.range(0, histories.length)
              .filter(i -> history.group(histories[i]) == wanted)
              .toArray();
      cohorts.add(new Cohort(history, history.label(group), outcomes.only(questions)));
    }
    for (int group = 0; group < byItem.size(); group++) {
      Cohort.Family item = Cohort.Family.ITEM;
      cohorts.add(new Cohort(item, item.label(group), byItem.get(group).outcomes()));
    }
    return cohorts;
  }
}
