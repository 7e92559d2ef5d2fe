package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.tuning.Knob;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.Tuning;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.tuning.TuningRecord.Move;
import io.limpet.core.tuning.TuningRecord.Round;
import io.limpet.search.tuning.TuningReader;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is told of tunings. */
final class TuningView {
  private TuningView() {}

  /**
   * A tuning.
   *
   * @param state draft, running, stopped or finished
   * @param rounds begun so far
   * @param experiment of the round that runs; absent between rounds
   * @param problem why it gets no further; absent if all is well
   * @param tuning as it was put
   * @param tried what was tried, in order, the configuration that it began with first
   * @param moves its history, oldest first
   */
  public record One(
      String id,
      String state,
      int rounds,
      @Nullable String experiment,
      @Nullable String problem,
      @Schema(type = "object") JsonNode tuning,
      List<OneTried> tried,
      List<OneMove> moves) {
    static One of(String id, TuningRecord record, @Nullable String problem) {
      Tuning tuning = TuningReader.read(id, record.tuning());
      Round open = record.open();
      return new One(
          id,
          record.state().text(),
          record.rounds(),
          open == null ? null : open.experiment(),
          problem,
          record.tuning(),
          record.tried().stream().map(one -> OneTried.of(tuning, one)).toList(),
          IntStream.range(0, record.moves().size())
              .mapToObj(i -> OneMove.of(i + 1, record.moves().get(i)))
              .toList());
    }
  }

  /**
   * A configuration that was tried.
   *
   * @param knobs its values, by path
   * @param lift of the metric against what was in use when the tuning began; of one that broke a
   *     guardrail, less than that
   * @param error its standard error
   */
  public record OneTried(Map<String, Double> knobs, double lift, double error) {
    static OneTried of(Tuning tuning, Tried tried) {
      Map<String, Double> knobs = new LinkedHashMap<>();
      for (int i = 0; i < tuning.knobs().size(); i++) {
        Knob knob = tuning.knobs().get(i);
        knobs.put(knob.path(), knob.value(tried.point().get(i)));
      }
      return new OneTried(knobs, Math.expm1(tried.value()), Math.sqrt(tried.variance()));
    }
  }

  /**
   * A step of its history.
   *
   * @param number from 1; what reverts a move names it
   * @param deed created, changed, started, tried, moved, kept, reverted, stopped or finished
   * @param by who did it, {@code tuning} for the tuning itself; absent if nobody said
   * @param why in words
   * @param before the surface until then; absent where it stayed as it was
   * @param after the surface from then on
   */
  public record OneMove(
      int number,
      String at,
      String deed,
      @Nullable String by,
      @Nullable String why,
      @Nullable @Schema(type = "object") JsonNode before,
      @Nullable @Schema(type = "object") JsonNode after) {
    static OneMove of(int number, Move move) {
      return new OneMove(
          number,
          Instant.ofEpochMilli(move.atMillis()).toString(),
          move.deed().text(),
          move.by().isEmpty() ? null : move.by(),
          move.why().isEmpty() ? null : move.why(),
          move.before().isNull() ? null : move.before(),
          move.after().isNull() ? null : move.after());
    }
  }
}
