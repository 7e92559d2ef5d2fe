package io.limpet.flink.savepoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Slots;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.JobSettings;
import io.limpet.flink.experiments.ExperimentsJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code experiments} between {@link Script}s and {@link Heard}. */
final class ExperimentsPlay implements Play {
  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    // A user's sign-in among what else the user does, or chance decides whose unit it will be.
    Script<CleanEvent> events = run.events(Acts.clean(run.acts()), ExperimentsPlay::owner);
    Script<Served> served = run.served(Acts.decided(run.acts()));
    long until = SampleEvents.NOON + Duration.ofDays(30).toMillis();
    ExperimentRecord experiment =
        ExperimentRecord.draft(JsonNodeFactory.instance.objectNode().put("id", "x"))
            .started(1, 1, until, Slots.NONE);
    Script<TopicRecord> experiments =
        run.records(Topics.EXPERIMENTS, List.of(experiment), any -> "x");
    Script<TopicRecord> erasures = run.erasures();
    ExperimentsJob.build(
        env,
        settings,
        events,
        served,
        experiments,
        erasures,
        new Heard<>(run.sink("results")),
        new Heard<>(run.sink("units")));
    return List.of(events, served, experiments, erasures);
  }

  private static String owner(CleanEvent clean) {
    Event event = clean.event();
    return Objects.requireNonNullElse(event.userId(), event.visitor());
  }

  /** Each arm has all of its answers and what its users put into their baskets. */
  @Override
  public boolean isComplete(Map<String, String> said) {
    long answers = Acts.decided(Acts.COUNT).size();
    long carts =
        Acts.clean(Acts.COUNT).stream()
            .distinct()
            .filter(clean -> clean.event().type() == EventType.ADD_TO_CART)
            .filter(clean -> clean.event().userId() != null)
            .count();
    return answers == total(said, Quantity.ANSWERS) && carts == total(said, Quantity.CARTS);
  }

  private static long total(Map<String, String> said, Quantity quantity) {
    return said.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("x/") && entry.getKey().endsWith("/all"))
        .map(entry -> entry.getValue().split(" ")[quantity.ordinal()])
        .mapToLong(Long::parseLong)
        .sum();
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<ArmResult> last : Heard.<Keyed<ArmResult>>of(run.sink("results"))) {
      said.put(new String(last.key(), StandardCharsets.UTF_8), shown(last.value()));
    }
    for (Keyed<UnitOf> unit : Heard.<Keyed<UnitOf>>of(run.sink("units"))) {
      String user = new String(unit.key(), StandardCharsets.UTF_8);
      Play.add(said, "unit of " + user, unit.value().visitor());
    }
    return said;
  }

  /** The sums, all whole numbers, and the products. */
  private static String shown(ArmResult result) {
    StringBuilder shown = new StringBuilder();
    for (double sum : result.moments().sums()) {
      shown.append(Math.round(sum)).append(' ');
    }
    return shown + Arrays.toString(result.moments().products()) + " " + result.moments().count();
  }
}
