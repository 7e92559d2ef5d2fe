package io.limpet.standalone.offpolicy;

import io.limpet.core.experiment.Exploration.Shown;
import io.limpet.core.experiment.ExplorationStudy.Answer;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.row.ExampleRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labelled answers of a lake, in memory: about 100 bytes an item. A second page of an answer is
 * one answer with the first.
 *
 * @param reward what a place earns
 * @param withSynthetic whether answers count of which a program did something
 */
public record ServedAnswers(ExampleLake lake, Reward reward, boolean withSynthetic) {

  /**
   * Reads those of a surface.
   *
   * @param sinceMillis the first, epoch milliseconds
   */
  public List<Answer> read(String surface, long sinceMillis) {
    Map<String, List<ExampleRow>> byAnswer = new LinkedHashMap<>();
    lake.forEach(
        answer -> true,
        row -> {
          if (row.surface().equals(surface) && row.timestampMillis() >= sinceMillis) {
            byAnswer.computeIfAbsent(row.recommendationId(), id -> new ArrayList<>()).add(row);
          }
        });
    List<Answer> answers = new ArrayList<>();
    byAnswer.forEach(
        (id, rows) -> {
          if (withSynthetic || rows.stream().noneMatch(ExampleRow::synthetic)) {
            answers.add(answer(rows));
          }
        });
    return answers;
  }

  private Answer answer(List<ExampleRow> rows) {
    ExampleRow first = rows.getFirst();
    return new Answer(
        // Of nobody in particular each answer stands for itself.
        first.visitor().isEmpty() ? first.recommendationId() : first.visitor(),
        rows.stream()
            .sorted(Comparator.comparingInt(ExampleRow::position))
            .map(row -> new Shown(row.position(), row.propensity(), reward.of(row)))
            .toList());
  }
}
