package io.limpet.trainer.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvingTest {
  private static final Halving.Plan PLAN = new Halving.Plan(9, 3, 18);
  private static final Space SPACE =
      new Space(
          List.of(
              Range.between("x", 0, 1, false),
              Range.between("y", 0.001, 1, true),
              Range.of("z", List.of("4", "8"))));

  @TempDir Path directory;
  private final List<String> asked = new ArrayList<>();

  /** More is better the nearer x is to 1; nothing else matters. The defaults have an x of 0. */
  private double nearOne(Map<String, String> settings, int epochs) {
    double x = Double.parseDouble(settings.getOrDefault("x", "0"));
    asked.add(epochs + ":" + x);
    return x - 1.0 / epochs;
  }

  private Journal journal(Halving halving) {
    return Journal.open(directory.resolve("trials.jsonl"), halving.described());
  }

  private Outcome run(Halving.Plan plan, Halving.Objective objective) {
    Halving halving = new Halving(plan, SPACE, 5);
    try (Journal journal = journal(halving)) {
      return halving.run(objective, journal, Progress.SILENT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, 3, 18, '9x2 3x6 1x18'",
    "8, 2, 8, '8x1 4x2 2x4 1x8'",
    "20, 3, 25, '20x1 6x3 2x8 1x25'",
    "2, 3, 4, '2x1 1x4'",
    "27, 3, 3, '27x1 9x1 3x1 1x3'",
  })
  void spendsAboutAsMuchOnEveryStage(int trials, int keep, int epochs, String expected) {
    List<String> stages =
        new Halving.Plan(trials, keep, epochs)
            .stages().stream().map(of -> of.trials() + "x" + of.epochs()).toList();

    assertThat(String.join(" ", stages)).isEqualTo(expected);
  }

  @Test
  void givesTheBestOfEveryStageMoreAndTheDefaultsTheirChance() {
    Outcome best = run(PLAN, this::nearOne);

    double most =
        new Halving(PLAN, SPACE, 5)
            .settings().stream()
                .mapToDouble(of -> Double.parseDouble(of.getOrDefault("x", "0")))
                .max()
                .orElseThrow();
    assertThat(best.epochs()).isEqualTo(18);
    assertThat(best.settings()).containsEntry("x", "" + most);
    assertThat(asked).hasSize(9 + 3 + 2).startsWith("2:0.0").endsWith("18:0.0");
  }

  @Test
  void keepsTheDefaultsWhenNothingIsBetter() {
    Outcome best = run(PLAN, (settings, epochs) -> settings.isEmpty() ? 1 : 0.5);

    assertThat(best.settings()).isEmpty();
  }

  @Test
  void goesOnWhereItWasInterruptedAndEndsTheSame() throws Exception {
    Outcome expected = run(PLAN, this::nearOne);
    List<String> all = List.copyOf(asked);
    Path file = directory.resolve("trials.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 6));
    // What a kill in the middle of a write leaves.
    Files.writeString(file, lines.get(6).substring(0, 20), StandardOpenOption.APPEND);
    asked.clear();

    Outcome again = run(PLAN, this::nearOne);

    assertThat(again.trial()).isEqualTo(expected.trial());
    assertThat(asked).isEqualTo(all.subList(5, all.size()));
    assertThat(Files.readAllLines(file)).hasSize(lines.size());
    asked.clear();
    run(PLAN, this::nearOne);
    assertThat(asked).as("all is done").isEmpty();
  }

  @Test
  void refusesTheJournalOfAnotherSearch() {
    run(PLAN, this::nearOne);

    assertThatThrownBy(() -> run(new Halving.Plan(9, 3, 19), this::nearOne))
        .isInstanceOf(TuneException.class)
        .hasMessageContaining("epochs is 19 here and 18 there")
        .hasMessageContaining("another --out");
  }

  @Test
  void aTrialThatGoesAstrayIsTheWorst() {
    Outcome best =
        run(
            PLAN,
            (settings, epochs) -> {
              if (settings.getOrDefault("z", "").equals("8")) {
                throw new DivergedException(Double.NaN, 1, 1, 1);
              }
              return -1;
            });

    assertThat(best.score()).isEqualTo(-1);
    assertThat(best.settings().getOrDefault("z", "4")).isEqualTo("4");
  }

  @Test
  void findsOutWhatMattered() {
    Halving halving = new Halving(new Halving.Plan(40, 2, 1), SPACE, 1);
    List<Outcome> outcomes = new ArrayList<>();
    for (Map<String, String> settings : halving.settings()) {
      outcomes.add(new Outcome(outcomes.size(), settings, 1, -nearOne(settings, 1), 0));
    }

    List<Effects.Effect> effects = Effects.of(outcomes);

    assertThat(effects).hasSize(3);
    assertThat(effects.getFirst().name()).isEqualTo("x");
    assertThat(effects.getFirst().correlation()).isCloseTo(-1, within(1e-9));
    assertThat(effects.getFirst().isClear()).isTrue();
    assertThat(Math.abs(effects.getLast().correlation())).isLessThan(0.4);
  }

  private static org.assertj.core.data.Offset<Double> within(double by) {
    return org.assertj.core.data.Offset.offset(by);
  }

  @Test
  void drawsWithinTheRangesAndTheSameForTheSameSeed() {
    Halving halving = new Halving(new Halving.Plan(200, 2, 1), SPACE, 7);

    assertThat(halving.settings())
        .isEqualTo(new Halving(new Halving.Plan(200, 2, 1), SPACE, 7).settings())
        .isNotEqualTo(new Halving(new Halving.Plan(200, 2, 1), SPACE, 8).settings());
    List<Double> y =
        halving.settings().stream()
            .skip(1)
            .map(of -> Double.parseDouble(of.getOrDefault("y", "")))
            .toList();
    assertThat(y).allMatch(value -> value >= 0.001 && value <= 1);
    assertThat(y.stream().filter(value -> value < 0.0316).count())
        .as("log, evenly")
        .isBetween(99L, 100L);
    assertThat(halving.settings().stream().map(of -> of.getOrDefault("z", "")).distinct())
        .containsExactlyInAnyOrder("", "4", "8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | there are no ranges",
        "{\"epochs\": [1, 2]}                            | leave them out and give --epochs",
        "{\"width\": []}                                 | width has no values; give some",
        "{\"width\": 8}                                  | width is 8; give a list of values",
        "{\"rate\": {\"low\": 2, \"high\": 1}}           | give low below high",
        "{\"rate\": {\"low\": 0, \"high\": 1, \"log\": true}} | give a low above 0",
        "{\"width\": [8                                  | ranges.json, line 1: is not JSON",
      })
  void namesFileAndMendOfRangesThatCannotBe(String content, String expected) throws Exception {
    Path file = Files.writeString(directory.resolve("ranges.json"), content);

    assertThatThrownBy(() -> Space.read(file))
        .isInstanceOf(TuneException.class)
        .hasMessageContaining("ranges.json")
        .hasMessageContaining(expected);
  }
}
