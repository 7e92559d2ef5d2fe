package io.limpet.flink.experiments;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The operators of the job, one behind the other. */
final class ExperimentsHarness implements AutoCloseable {
  static final Duration LIFETIME = Duration.ofDays(400);

  /** State of the three. */
  record Snapshot(
      OperatorSubtaskState units, OperatorSubtaskState counts, OperatorSubtaskState sums) {}

  final KeyedOneInputStreamOperatorTestHarness<String, CleanEvent, Deed> units;
  final KeyedBroadcastOperatorTestHarness<String, Deed, TopicRecord, Change> counts;
  final KeyedOneInputStreamOperatorTestHarness<String, Change, Keyed<ArmResult>> sums;
  private final Map<String, ArmResult> results = new TreeMap<>();
  private int deedsRead;
  private int changesRead;
  private int resultsRead;

  ExperimentsHarness(@Nullable Snapshot from, long now) throws Exception {
    units =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FindUnit(LIFETIME)), FindUnit::key, Types.STRING);
    counts =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(new CountUnit(LIFETIME), List.of(CountUnit.OVER)),
            Deed::unit,
            Types.STRING,
            1,
            1,
            0);
    sums =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SumArm(LIFETIME)), Change::key, Types.STRING);
    if (from != null) {
      units.initializeState(from.units());
      counts.initializeState(from.counts());
      sums.initializeState(from.sums());
    }
    units.open();
    counts.open();
    sums.open();
    time(now);
  }

  void time(long now) throws Exception {
    units.setProcessingTime(now);
    counts.setProcessingTime(now);
    sums.setProcessingTime(now);
    passOn();
  }

  void take(CleanEvent clean) throws Exception {
    units.processElement(new StreamRecord<>(clean));
    passOn();
  }

  void take(Served served) throws Exception {
    List<Deed> deeds = new ArrayList<>();
    Deed.of(served, new ListCollector<>(deeds));
    for (Deed deed : deeds) {
      counts.processElement(new StreamRecord<>(deed));
    }
    passOn();
  }

  void take(String experiment, ExperimentRecord record) throws Exception {
    counts.processBroadcastElement(
        new StreamRecord<>(
            new TopicRecord(
                Topics.EXPERIMENTS.name(), experiment, Topics.EXPERIMENTS.codec().encode(record))));
  }

  private void passOn() throws Exception {
    List<Deed> deeds = units.extractOutputValues();
    for (; deedsRead < deeds.size(); deedsRead++) {
      counts.processElement(new StreamRecord<>(deeds.get(deedsRead)));
    }
    List<Change> changes = counts.extractOutputValues();
    for (; changesRead < changes.size(); changesRead++) {
      sums.processElement(new StreamRecord<>(changes.get(changesRead)));
    }
    List<Keyed<ArmResult>> written = sums.extractOutputValues();
    for (; resultsRead < written.size(); resultsRead++) {
      Keyed<ArmResult> one = written.get(resultsRead);
      String key = new String(one.key(), StandardCharsets.UTF_8);
      if (one.value() == null) {
        results.remove(key);
      } else {
        results.put(key, one.value());
      }
    }
  }

  /** What was written last of a slice of an arm. */
  Moments of(String experiment, String arm, String slice) {
    ArmResult result = results.get(experiment + "/" + arm + "/" + slice);
    return result == null ? new Moments(Quantity.DIMENSIONS) : result.moments();
  }

  /** Everything that was written last. */
  Map<String, ArmResult> results() {
    return results;
  }

  /** Whose units users were said to share. */
  Map<String, UnitOf> shared() {
    Map<String, UnitOf> shared = new TreeMap<>();
    var written = units.getSideOutput(FindUnit.UNITS);
    if (written != null) {
      for (StreamRecord<Keyed<UnitOf>> one : written) {
        String user = new String(one.getValue().key(), StandardCharsets.UTF_8);
        if (one.getValue().value() == null) {
          shared.remove(user);
        } else {
          shared.put(user, one.getValue().value());
        }
      }
    }
    return shared;
  }

  /** Entries of state by unit. */
  int counted() {
    var operator = (AbstractStreamOperator<?>) counts.getOperator();
    KeyedStateBackend<?> backend = operator.getKeyedStateBackend();
    return ((HeapKeyedStateBackend<?>) backend).numKeyValueStateEntries();
  }

  int states() {
    return units.numKeyedStateEntries() + counted() + sums.numKeyedStateEntries();
  }

  Snapshot snapshot() throws Exception {
    return new Snapshot(units.snapshot(1, 1), counts.snapshot(1, 1), sums.snapshot(1, 1));
  }

  @Override
  public void close() throws Exception {
    units.close();
    counts.close();
    sums.close();
  }
}
