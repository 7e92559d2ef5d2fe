package io.limpet.flink.rebuild;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.enumerator.AssignmentStatus;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a Kafka source: reads parts of the lake to their end and then waits, so that a
 * savepoint can be taken of a job that has taken all of it in. In that savepoint it leaves the
 * state of a Kafka source that begins behind what the lake holds: the job that is started from it,
 * with Kafka at its end, goes on there.
 *
 * <p>Knows only how to begin: a job that fails before the savepoint begins anew.
 */
final class LakeSource<T>
    implements Source<T, LakePart, KafkaSourceEnumState>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> parts;
  private final String done;
  private final Taking<T> taking;
  private final TypeInformation<T> type;
  private final KafkaPosition goOn;

  /** What a job takes of the deeds. */
  @FunctionalInterface
  interface Taking<T> extends Serializable {
    /** The deed as the job takes it, null to pass it over. */
    @Nullable T take(Either<CleanEvent, HandOver> deed);
  }

  /**
   * @param parts to be read, by as many readers as the job is parallel
   * @param done a file that is made when the last event of all has been handed to the job
   * @param goOn where a Kafka source is to go on
   */
  LakeSource(
      List<Path> parts, Path done, Taking<T> taking, TypeInformation<T> type, KafkaPosition goOn) {
    this.parts = new ArrayList<>(parts.stream().map(Path::toString).toList());
    this.done = done.toString();
    this.taking = taking;
    this.type = type;
    this.goOn = goOn;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<LakePart, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<LakePart> context) {
    return new LakeParts(context, parts, Path.of(done), kafkaState());
  }

  @Override
  public SplitEnumerator<LakePart, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<LakePart> context, KafkaSourceEnumState state) {
    // Of a job that has read other parts before.
    return createEnumerator(context);
  }

  private KafkaSourceEnumState kafkaState() {
    Set<SplitAndAssignmentStatus> splits =
        goOn.offsets().entrySet().stream()
            .map(
                at ->
                    new SplitAndAssignmentStatus(
                        new KafkaPartitionSplit(goOn.partition(at.getKey()), at.getValue()),
                        AssignmentStatus.UNASSIGNED))
            .collect(Collectors.toSet());
    return new KafkaSourceEnumState(splits, true);
  }

  @Override
  public SourceReader<T, LakePart> createReader(SourceReaderContext context) {
    return new LakeReader<>(context, taking);
  }

  @Override
  public SimpleVersionedSerializer<LakePart> getSplitSerializer() {
    return new LakePart.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }
}
