package io.limpet.flink.signals;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Pace;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.DropReplays;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Kafka;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Counts what all visitors do to each item.
 *
 * <pre>
 * limpet.events.clean --> by visitor: drop replays --> one action an item --> by item: count --> limpet.item-signals
 * </pre>
 */
public final class ItemSignalsJob {
  /** How it is run. */
  public static final LimpetJob JOB =
      new LimpetJob("item-signals", Pace.GATHERED, ItemSignalsJob::build, ItemSignalsJob.class);

  private ItemSignalsJob() {}

  /** Runs the job. */
  public static void main(String[] arguments) throws Exception {
    JOB.run(arguments);
  }

  /** The job with Kafka at its ends. */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    var kafka = new Kafka(settings, JOB);
    build(
        env,
        settings,
        kafka.cleanEvents(),
        kafka.erasures(),
        kafka.to(Topics.ITEM_SIGNALS),
        Duration.ofMillis(CountItem.WRITE_MILLIS));
  }

  /** The job between these ends, where nobody is forgotten meanwhile. */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Sink<Keyed<ItemSignals>> signals) {
    build(env, settings, events, signals, Duration.ofMillis(CountItem.WRITE_MILLIS));
  }

  /**
   * The same.
   *
   * @param pause least time between two writings of an item; none writes after every event
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      Sink<Keyed<ItemSignals>> signals,
      Duration pause) {
    build(env, settings, events, null, signals, pause);
  }

  private static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      Source<CleanEvent, ?, ?> events,
      @Nullable Source<TopicRecord, ?, ?> erasures,
      Sink<Keyed<ItemSignals>> signals,
      Duration pause) {
    KeyedStream<CleanEvent, String> byVisitor =
        env.fromSource(events, noWatermarks(), "clean events")
            .uid("events")
            .keyBy(clean -> clean.event().visitor(), Types.STRING);
    var dropReplays = new DropReplays(settings.visitorLifetime());
    SingleOutputStreamOperator<CleanEvent> once =
        erasures == null
            ? byVisitor.process(dropReplays).returns(WireTypes.CLEAN_EVENT).name("drop replays")
            : byVisitor
                .connect(Orders.toAll(env, erasures))
                .transform(
                    "drop replays", WireTypes.CLEAN_EVENT, new ErasingOperator<>(dropReplays));

    once.setDescription(DropReplays.DESCRIPTION)
        .uid("replays")
        .flatMap(ItemAction::of, Types.POJO(ItemAction.class))
        .name("one action an item")
        .setDescription("one record for each item of an event")
        .uid("actions")
        .keyBy(ItemAction::itemId, Types.STRING)
        .process(new CountItem(settings.itemLifetime(), pause))
        .returns(WireTypes.keyed(Topics.ITEM_SIGNALS))
        .name("count")
        .setDescription("counts, trends and smoothed rates of an item, emitted with every change")
        .uid("item")
        .sinkTo(signals)
        .name("item signals")
        .uid("signals");
  }
}
