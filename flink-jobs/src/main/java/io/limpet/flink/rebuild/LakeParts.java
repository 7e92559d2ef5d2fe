package io.limpet.flink.rebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.jspecify.annotations.Nullable;

/** Hands parts to readers that ask, and makes a file when all have read all that there is. */
final class LakeParts implements SplitEnumerator<LakePart, KafkaSourceEnumState> {
  private final SplitEnumeratorContext<LakePart> context;
  private final Deque<String> left;
  private final Path done;
  private final KafkaSourceEnumState state;
  private final Set<Integer> finished = new HashSet<>();

  /**
   * @param state what a savepoint is to say
   */
  LakeParts(
      SplitEnumeratorContext<LakePart> context,
      List<String> parts,
      Path done,
      KafkaSourceEnumState state) {
    this.context = context;
    this.left = new ArrayDeque<>(parts);
    this.done = done;
    this.state = state;
  }

  @Override
  public void start() {}

  /** A reader asks when it has handed over everything of the part before. */
  @Override
  public void handleSplitRequest(int reader, @Nullable String host) {
    String next = left.poll();
    if (next != null) {
      context.assignSplit(new LakePart(next), reader);
      return;
    }
    finished.add(reader);
    if (finished.size() == context.currentParallelism()) {
      try {
        Files.createFile(done);
      } catch (IOException e) {
        throw new UncheckedIOException("making " + done, e);
      }
    }
  }

  @Override
  public void addSplitsBack(List<LakePart> parts, int reader) {
    throw new IllegalStateException("a rebuild that failed begins anew");
  }

  @Override
  public void addReader(int reader) {}

  @Override
  public KafkaSourceEnumState snapshotState(long checkpoint) {
    return state;
  }

  @Override
  public void close() {}
}
