package io.limpet.flink.rebuild;

import io.limpet.core.signal.ItemSignals;
import io.limpet.core.survey.SurveyDay;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.surveys.SurveysJob;
import io.limpet.flink.users.UserVectorsJob;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** THE list of jobs that can be run again over the lake. */
public final class Derivations {
  public static final Derivation USER_VECTORS =
      new Derivation(
          UserVectorsJob.JOB,
          List.of(new DerivedTopic<>(Topics.USER_VECTORS, Same::vectors, UserVector::version)),
          false,
          new UserVectorPasses());

  public static final Derivation ITEM_SIGNALS =
      new Derivation(
          ItemSignalsJob.JOB,
          List.of(new DerivedTopic<>(Topics.ITEM_SIGNALS, Same::signals, ItemSignals::version)),
          false,
          Derivation.once(
              ends ->
                  ItemSignalsJob.build(
                      ends.env(),
                      ends.settings(),
                      ends.events(),
                      ends.to(Topics.ITEM_SIGNALS),
                      // Nothing is to be left for a timer.
                      Duration.ZERO)));

  public static final Derivation SURVEYS =
      new Derivation(
          SurveysJob.JOB,
          List.of(new DerivedTopic<>(Topics.SURVEYS, SurveyDay::equals, SurveyDay::events)),
          true,
          Derivation.once(
              ends ->
                  SurveysJob.build(
                      ends.env(),
                      ends.settings(),
                      ends.events(),
                      ends.nobodyToForget(),
                      ends.to(Topics.SURVEYS))));

  private static final List<Derivation> ALL = List.of(USER_VECTORS, ITEM_SIGNALS, SURVEYS);

  private Derivations() {}

  /** All of them. */
  public static List<Derivation> all() {
    return ALL;
  }

  /** What they are called, as {@link #named} takes it. */
  public static String names() {
    return ALL.stream().map(Derivation::name).collect(Collectors.joining(","));
  }

  /**
   * Those of these names, which are those of their jobs, each once and in the order of the list.
   *
   * @throws IllegalArgumentException when there is none of a name
   */
  public static List<Derivation> named(List<String> names) {
    List<String> known = ALL.stream().map(Derivation::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "\"%s\" cannot be rebuilt; give some of %s".formatted(name, names()));
      }
    }
    return ALL.stream().filter(one -> names.contains(one.name())).toList();
  }
}
