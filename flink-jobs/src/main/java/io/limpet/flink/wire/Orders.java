package io.limpet.flink.wire;

import io.limpet.core.codec.CodecException;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.topic.Topics;
import java.util.Optional;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads records of {@code limpet.erasures}; one that cannot be read is counted and passed over. */
public final class Orders {
  /** Lets the watermarks of others decide. */
  private static final WatermarkStrategy<TopicRecord> WITHOUT_TIME =
      WatermarkStrategy.forGenerator(context -> new Idle());

  private final Unreadable unreadable;

  public Orders(MetricGroup metrics) {
    this.unreadable = new Unreadable(metrics);
  }

  /** The records of {@code limpet.erasures}, to every instance of what they are connected to. */
  public static DataStream<TopicRecord> toAll(
      StreamExecutionEnvironment env, Source<TopicRecord, ?, ?> erasures) {
    return of(env, erasures).broadcast();
  }

  /** The visitors to be forgotten, one by one. They hold nobody up who goes by event time. */
  public static DataStream<String> visitors(
      StreamExecutionEnvironment env, Source<TopicRecord, ?, ?> erasures) {
    return of(env, erasures)
        .process(new Visitors())
        .returns(Types.STRING)
        .setParallelism(1)
        .name("visitors to be forgotten")
        .setDescription("one record a visitor, once an erasure is ordered")
        .uid("forgotten");
  }

  /** Whether the state of a visitor is with this instance of an operator. */
  public static boolean isOf(RuntimeContext context, String visitor) {
    TaskInfo task = context.getTaskInfo();
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.assignKeyToParallelOperator(
            visitor, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
  }

  private static SingleOutputStreamOperator<TopicRecord> of(
      StreamExecutionEnvironment env, Source<TopicRecord, ?, ?> erasures) {
    return env.fromSource(erasures, WITHOUT_TIME, "erasures")
        .setDescription("who is to be forgotten, from limpet.erasures")
        .uid("erasures")
        .setParallelism(1);
  }

  private static final class Idle implements WatermarkGenerator<TopicRecord> {
    @Override
    public void onEvent(TopicRecord record, long millis, WatermarkOutput output) {
      // Erasures have no event time.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }

  private static final class Visitors extends ProcessFunction<TopicRecord, String> {
    private static final long serialVersionUID = 1;

    private transient Orders orders;

    @SuppressWarnings("NullAway.Init") // Flink calls open first
    Visitors() {}

    @Override
    public void open(OpenContext context) {
      orders = new Orders(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<String> out) {
      orders
          .read(record)
          .filter(Erasure::tellsToForget)
          .ifPresent(erasure -> erasure.visitors().forEach(out::collect));
    }
  }

  /** The erasure that a record speaks of; empty when it speaks of something else. */
  public Optional<Erasure> read(TopicRecord record) {
    byte[] value = record.value();
    if (value == null || !record.topic().equals(Topics.ERASURES.name())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Topics.ERASURES.codec().decode(value));
    } catch (CodecException e) {
      unreadable.note(record.topic() + ", key " + record.key(), e);
      return Optional.empty();
    }
  }
}
