package io.limpet.flink.savepoint;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that says what it is told, in {@value #LANES} lanes as if they were partitions, and then
 * waits without an end. How far each lane is belongs to its state, so that a job that is restored
 * goes on where the savepoint was taken.
 *
 * @param name of its lines, which are kept outside of it: they need not be serializable
 * @param type of a line
 */
public record Script<T>(String name, TypeInformation<T> type)
    implements Source<T, Script.Lane, Boolean>, ResultTypeQueryable<T> {
  /** As many as the highest parallelism of a test: a reader without a lane has no event time. */
  static final int LANES = 5;

  private static final Map<String, List<? extends List<?>>> LINES = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> SAID = new ConcurrentHashMap<>();

  /** One lane and how many of its lines have been said. */
  public record Lane(int number, int said) implements SourceSplit {
    @Override
    public String splitId() {
      return Integer.toString(number);
    }
  }

  /**
   * A source of these lines.
   *
   * @param lanes the lines of each lane from the beginning, those included that a savepoint knows
   */
  public static <T> Script<T> of(String name, TypeInformation<T> type, List<List<T>> lanes) {
    LINES.put(name, lanes);
    SAID.put(name, new AtomicInteger());
    return new Script<>(name, type);
  }

  /** Whether every line has been said, by this job or before the savepoint that it began with. */
  public boolean isSaid() {
    return SAID.get(name).get() == LINES.get(name).stream().mapToInt(List::size).sum();
  }

  /** Deals lines out to the lanes, those of one key to one. */
  public static <T> List<List<T>> lanes(List<T> lines, Function<T, String> key) {
    List<List<T>> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(new ArrayList<>());
    }
    lines.forEach(line -> lanes.get(Math.floorMod(key.apply(line).hashCode(), LANES)).add(line));
    return lanes;
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
  public SplitEnumerator<Lane, Boolean> createEnumerator(SplitEnumeratorContext<Lane> context) {
    return new Dealer(context, false);
  }

  @Override
  public SplitEnumerator<Lane, Boolean> restoreEnumerator(
      SplitEnumeratorContext<Lane> context, Boolean dealt) {
    return new Dealer(context, dealt);
  }

  @Override
  public SourceReader<T, Lane> createReader(SourceReaderContext context) {
    return new Reader<>(name);
  }

  @Override
  public SimpleVersionedSerializer<Lane> getSplitSerializer() {
    return new Bytes<>() {
      @Override
      public byte[] serialize(Lane lane) {
        return ByteBuffer.allocate(8).putInt(lane.number()).putInt(lane.said()).array();
      }

      @Override
      public Lane deserialize(int version, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new Lane(in.getInt(), in.getInt());
      }
    };
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new Bytes<>() {
      @Override
      public byte[] serialize(Boolean dealt) {
        return new byte[] {(byte) (dealt ? 1 : 0)};
      }

      @Override
      public Boolean deserialize(int version, byte[] bytes) {
        return bytes[0] == 1;
      }
    };
  }

  private abstract static class Bytes<T> implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }
  }

  /** Deals out the lanes once; after that they are the readers'. */
  private static final class Dealer implements SplitEnumerator<Lane, Boolean> {
    private final SplitEnumeratorContext<Lane> context;
    private boolean dealt;

    Dealer(SplitEnumeratorContext<Lane> context, boolean dealt) {
      this.context = context;
      this.dealt = dealt;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<Lane> lanes, int subtask) {
      throw new IllegalStateException("a test fails rather than to begin again");
    }

    @Override
    public void addReader(int subtask) {
      if (!dealt && context.registeredReaders().size() == context.currentParallelism()) {
        for (int lane = 0; lane < LANES; lane++) {
          context.assignSplit(new Lane(lane, 0), lane % context.currentParallelism());
        }
        dealt = true;
      }
    }

    @Override
    public Boolean snapshotState(long checkpoint) {
      return dealt;
    }

    @Override
    public void close() {}
  }

  private static final class Reader<T> implements SourceReader<T, Lane> {
    private final List<? extends List<?>> lines;
    private final AtomicInteger all;
    private final int[] said = new int[LANES];
    private final Deque<Integer> own = new ArrayDeque<>();
    private CompletableFuture<Void> more = new CompletableFuture<>();

    Reader(String name) {
      this.lines = LINES.get(name);
      this.all = SAID.get(name);
    }

    @Override
    public void start() {}

    @Override
    @SuppressWarnings("unchecked") // the script's own
    public InputStatus pollNext(ReaderOutput<T> output) {
      for (int lane : own) {
        if (said[lane] < lines.get(lane).size()) {
          T line = (T) lines.get(lane).get(said[lane]++);
          output.createOutputForSplit(Integer.toString(lane)).collect(line);
          all.incrementAndGet();
          return InputStatus.MORE_AVAILABLE;
        }
      }
      more = new CompletableFuture<>();
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<Lane> snapshotState(long checkpoint) {
      return own.stream().map(lane -> new Lane(lane, said[lane])).toList();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return more;
    }

    @Override
    public void addSplits(List<Lane> lanes) {
      for (Lane lane : lanes) {
        own.add(lane.number());
        said[lane.number()] = lane.said();
        all.addAndGet(lane.said());
      }
      more.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
