package io.limpet.flink.savepoint;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Measure;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.identity.HandOver;
import io.limpet.core.release.Release;
import io.limpet.core.served.Served;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.JobSettings;
import io.limpet.flink.archive.ArchiveJob;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.engagement.EngagementJob;
import io.limpet.flink.labels.LabelsJob;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.lake.row.ExampleRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs with state that savepoints are stored of, between {@link Script}s and {@link Heard}. */
enum StatefulJob {
  CLEAN("clean") {
    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      Script<RawEvent> raw =
          run.script(
              "raw",
              WireTypes.RAW_EVENT,
              Script.lanes(Acts.raw(run.acts()), e -> new String(e.key(), StandardCharsets.UTF_8)));
      Script<TopicRecord> erasures = erasures(run);
      CleanJob.build(
          env,
          settings,
          raw,
          erasures,
          new Heard<>(run.sink("clean")),
          new Heard<>(run.sink("rejected")));
      return List.of(raw, erasures);
    }

    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (Keyed<CleanEvent> clean : Heard.<Keyed<CleanEvent>>of(run.sink("clean"))) {
        add(said, "clean " + clean.value().event().eventId(), clean.value().toString());
      }
      for (Keyed<RejectedEvent> bad : Heard.<Keyed<RejectedEvent>>of(run.sink("rejected"))) {
        add(said, "rejected " + bad.value().originOffset(), bad.value().rejection().toString());
      }
      return said;
    }
  },

  USER_VECTORS("user-vectors") {
    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      Script<CleanEvent> events = run.events();
      Script<HandOver> handOvers =
          run.script(
              "hand-overs",
              WireTypes.HAND_OVER,
              Script.lanes(Acts.handOvers(run.acts()), HandOver::user));
      byte[] released = Topics.MODELS.codec().encode(new Release("g1", Release.State.RELEASED, 1));
      Script<TopicRecord> models =
          run.script(
              "models",
              WireTypes.TOPIC_RECORD,
              Script.lanes(
                  List.of(new TopicRecord(Topics.MODELS.name(), "g1", released)),
                  TopicRecord::key));
      UserVectorsJob.build(
          env,
          settings,
          events,
          handOvers,
          models,
          new Heard<>(run.sink("vectors")),
          new Heard<>(run.sink("handed-over")));
      return List.of(events, handOvers, models);
    }

    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (Keyed<UserVector> last : Heard.<Keyed<UserVector>>of(run.sink("vectors"))) {
        String key = new String(last.key(), StandardCharsets.UTF_8);
        said.put(key, last.value() == null ? "nobody" : shown(last.value()));
      }
      for (Keyed<HandOver> left : Heard.<Keyed<HandOver>>of(run.sink("handed-over"))) {
        HandOver h = left.value();
        add(said, "left " + h.originOffset(), h.user() + " " + h.profile().recent());
      }
      return said;
    }

    /** Rounded: what is added in another order differs in its last bits. */
    private String shown(UserVector v) {
      Map<String, Long> affinities = new TreeMap<>();
      v.profile().affinities().forEach((k, w) -> affinities.put(k, Math.round(w * 1e3)));
      String vector =
          IntStream.range(0, v.vector().length)
              .mapToObj(i -> String.valueOf(Math.round(v.vector()[i] * 1e3)))
              .collect(Collectors.joining(","));
      return "%s %s %s %s %d %d %s"
          .formatted(
              v.generation(),
              v.profile().recent(),
              v.profile().bought(),
              affinities,
              v.profile().events(),
              v.version(),
              vector);
    }
  },

  ITEM_SIGNALS("item-signals") {
    @Override
    boolean isComplete(Map<String, String> said) {
      Map<String, Long> versions = new TreeMap<>();
      Acts.clean(Acts.COUNT).stream()
          .distinct()
          .flatMap(clean -> clean.event().items().stream())
          .forEach(line -> versions.merge(line.itemId(), 1L, Long::sum));
      return versions.entrySet().stream()
          .allMatch(e -> said.getOrDefault(e.getKey(), "").endsWith(" version " + e.getValue()));
    }

    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      Script<CleanEvent> events = run.events();
      ItemSignalsJob.build(env, settings, events, new Heard<>(run.sink("signals")));
      return List.of(events);
    }

    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (Keyed<ItemSignals> last : Heard.<Keyed<ItemSignals>>of(run.sink("signals"))) {
        ItemSignals s = last.value();
        String trend = "%.6g".formatted(s.trend());
        said.put(
            s.itemId(),
            "%s %d %s version %d"
                .formatted(new TreeMap<>(s.counts()), s.units(), trend, s.version()));
      }
      return said;
    }
  },

  LABELS("labels") {
    @Override
    boolean isComplete(Map<String, String> said) {
      return said.size()
          == Acts.served(Acts.COUNT).stream().mapToInt(answer -> answer.items().size()).sum();
    }

    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      List<List<CleanEvent>> events =
          Script.lanes(Acts.clean(run.acts()), clean -> clean.event().visitor());
      List<List<Served>> answers = Script.lanes(Acts.served(run.acts()), Served::visitor);
      if (run.acts() == Acts.COUNT) {
        for (int lane = 0; lane < Script.LANES; lane++) {
          events.get(lane).add(Acts.lastEvent(lane));
          answers.get(lane).add(Acts.lastAnswer(lane));
        }
      }
      Script<Served> served = run.script("served", WireTypes.SERVED, answers);
      Script<CleanEvent> done = run.script("events", WireTypes.CLEAN_EVENT, events);
      Script<TopicRecord> erasures = erasures(run);
      LabelsJob.build(env, settings, served, done, erasures, new Heard<>(run.sink("examples")));
      return List.of(served, done, erasures);
    }

    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (ExampleRow row : Heard.<ExampleRow>of(run.sink("examples"))) {
        said.put(
            row.recommendationId() + " " + row.itemId(),
            Arrays.asList(
                    row.version(),
                    row.visitor(),
                    row.position(),
                    row.clickedAfter(),
                    row.cartedAfter(),
                    row.purchasedAfter())
                .toString());
      }
      return said;
    }
  },

  ENGAGEMENT("engagement") {
    @Override
    boolean isComplete(Map<String, String> said) {
      List<CleanEvent> events = Acts.clean(Acts.COUNT).stream().distinct().toList();
      long naming = events.stream().filter(e -> e.event().recommendationId() != null).count();
      return said.getOrDefault("person/all/", "").startsWith(events.size() + " events")
          && said.getOrDefault("person/surface/home", "").startsWith(naming + " events")
          && said.getOrDefault("person/generation/g1", "").startsWith(naming + " events");
    }

    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      Script<CleanEvent> events = run.events();
      Script<Served> served =
          run.script(
              "served", WireTypes.SERVED, Script.lanes(Acts.served(run.acts()), Served::visitor));
      Script<TopicRecord> erasures = erasures(run);
      EngagementJob.build(
          env, settings, events, served, erasures, new Heard<>(run.sink("metrics")));
      return List.of(events, served, erasures);
    }

    /** Of the day on which all of it happens: each act adds to its figures. */
    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (Keyed<EngagementDay> last : Heard.<Keyed<EngagementDay>>of(run.sink("metrics"))) {
        EngagementDay day = last.value();
        if (day.day() == Calendar.UTC.dayOf(SampleEvents.NOON)) {
          said.put(day.segment().key(), shown(day.metrics()));
        }
      }
      return said;
    }

    private static String shown(DayMetrics metrics) {
      long events = Stream.of(EventType.values()).mapToLong(metrics::events).sum();
      List<String> parts = new ArrayList<>(List.of(events + " events"));
      for (EventType type : EventType.values()) {
        parts.add(type + " " + metrics.events(type) + " of " + metrics.lines(type));
      }
      for (Measure measure : Measure.values()) {
        parts.add(measure + " " + metrics.count(measure));
      }
      metrics.groups().forEach((group, members) -> parts.add(group + " " + members.count()));
      parts.add("retained " + metrics.retainedDays() + metrics.retainedWeeks());
      parts.add(metrics.money().toString());
      return String.join(", ", parts);
    }
  },

  ARCHIVE("archive") {
    @Override
    boolean isComplete(Map<String, String> said) {
      return said.size() == Acts.clean(Acts.COUNT).stream().distinct().count();
    }

    @Override
    List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
      Script<CleanEvent> events = run.events();
      Script<TopicRecord> erasures = erasures(run);
      ArchiveJob.build(env, settings, events, erasures, new Heard<>(run.sink("lake")));
      return List.of(events, erasures);
    }

    @Override
    Map<String, String> heard(Run run) {
      Map<String, String> said = new TreeMap<>();
      for (CleanEvent clean : Heard.<CleanEvent>of(run.sink("lake"))) {
        add(said, clean.event().eventId(), clean.toString());
      }
      return said;
    }
  };

  private final String job;

  StatefulJob(String job) {
    this.job = job;
  }

  /** Its name in the list of jobs. */
  String job() {
    return job;
  }

  /** Adds the job to an environment; answers what it reads. */
  abstract List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run);

  /** What the job has said, the last of each key; what is to be said once, as often as it was. */
  abstract Map<String, String> heard(Run run);

  /** Whether all that is to come after the last act has come, of a run that played them all. */
  boolean isComplete(Map<String, String> said) {
    return true;
  }

  private static void add(Map<String, String> said, String key, String value) {
    said.merge(key, value, (before, again) -> before + " and again " + again);
  }

  /**
   * One run of a job.
   *
   * @param name of its own
   * @param acts how many are played, those included that a savepoint knows
   */
  record Run(String name, int acts) {
    String sink(String of) {
      return name + "/" + of;
    }

    <T> Script<T> script(String of, TypeInformation<T> type, List<List<T>> lanes) {
      return Script.of(sink(of), type, lanes);
    }

    Script<CleanEvent> events() {
      return script(
          "events",
          WireTypes.CLEAN_EVENT,
          Script.lanes(Acts.clean(acts), clean -> clean.event().visitor()));
    }
  }

  /** Somebody was erased long ago who has nothing to do with it. */
  private static Script<TopicRecord> erasures(Run run) {
    Erasure receipt = Erasure.request("r1", "somebody-else", 1, "00ff").done();
    byte[] bytes = Topics.ERASURES.codec().encode(receipt);
    return run.script(
        "erasures",
        WireTypes.TOPIC_RECORD,
        Script.lanes(
            List.of(new TopicRecord(Topics.ERASURES.name(), "r1", bytes)), TopicRecord::key));
  }
}
