package io.limpet.flink.rebuild;

import io.limpet.core.codec.Codec;
import io.limpet.core.identity.HandOver;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Stands in for {@code limpet.identities}: what devices hand over, in a file a writer, whole when a
 * savepoint has been taken.
 */
final class HandOverFiles implements Sink<Keyed<HandOver>> {
  /** Where they are, below the folder of a rebuild. */
  static final String FOLDER = "hand-overs";

  private static final long serialVersionUID = 1;

  private final String folder;

  HandOverFiles(Path folder) {
    this.folder = folder.toString();
  }

  /** Takes a hand-over. */
  @FunctionalInterface
  interface Taker {
    void take(HandOver handOver) throws IOException;
  }

  @Override
  public SinkWriter<Keyed<HandOver>> createWriter(WriterInitContext context) throws IOException {
    Files.createDirectories(Path.of(folder));
    // A run without devices writes none, and leaves those of the run before.
    String name =
        context.getJobInfo().getJobId() + "-" + context.getTaskInfo().getIndexOfThisSubtask();
    Codec<HandOver> codec = Topics.IDENTITIES.codec();
    var out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(folder, name))));
    return new SinkWriter<>() {
      @Override
      public void write(Keyed<HandOver> keyed, Context at) throws IOException {
        HandOver handOver = keyed.value();
        if (handOver != null) {
          byte[] bytes = codec.encode(handOver);
          out.writeInt(bytes.length);
          out.write(bytes);
        }
      }

      @Override
      public void flush(boolean endOfInput) throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  /** Hands over all that were written. */
  static void forEach(Path folder, Taker taker) throws IOException {
    Codec<HandOver> codec = Topics.IDENTITIES.codec();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        while (in.available() > 0) {
          byte[] bytes = new byte[in.readInt()];
          in.readFully(bytes);
          taker.take(codec.decode(bytes));
        }
      }
    }
  }
}
