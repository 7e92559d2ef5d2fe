package io.limpet.flink.rebuild;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.types.Either;

/** Reads one part after the other, each as a whole, and waits when there are no more. */
final class LakeReader<T> implements SourceReader<T, LakePart> {
  private final SourceReaderContext context;
  private final LakeSource.Taking<T> taking;
  private final Deque<LakePart> parts = new ArrayDeque<>();
  private Iterator<Either<CleanEvent, HandOver>> deeds = Collections.emptyIterator();
  private CompletableFuture<Void> more = new CompletableFuture<>();

  LakeReader(SourceReaderContext context, LakeSource.Taking<T> taking) {
    this.context = context;
    this.taking = taking;
  }

  @Override
  public void start() {
    context.sendSplitRequest();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
    if (!deeds.hasNext()) {
      LakePart part = parts.poll();
      if (part == null) {
        more = new CompletableFuture<>();
        return InputStatus.NOTHING_AVAILABLE;
      }
      deeds = Arrivals.read(Path.of(part.file())).iterator();
    }
    if (deeds.hasNext()) {
      T taken = taking.take(deeds.next());
      if (taken != null) {
        output.collect(taken);
      }
    }
    if (!deeds.hasNext()) {
      context.sendSplitRequest();
    }
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return more;
  }

  @Override
  public void addSplits(List<LakePart> more) {
    parts.addAll(more);
    this.more.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {}

  /** Nothing: when a savepoint is taken, everything has been handed over. */
  @Override
  public List<LakePart> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void close() {}
}
