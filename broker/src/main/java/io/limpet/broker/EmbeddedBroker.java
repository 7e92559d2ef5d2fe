package io.limpet.broker;

import io.limpet.broker.FreePorts.Lease;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker (KRaft, one node, its own controller) inside this JVM, reachable on 127.0.0.1
 * only. What it acknowledged outlives a killed process: it is in the operating system's page cache
 * before the answer is given, and a start after a kill recovers the unfinished segments.
 *
 * <p>One at a time may use a data folder; Kafka locks it. Start and close from one thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String CLUSTER_ID = "bGltcGV0LWJyb2tlci0wMQ";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and returns once it answers.
   *
   * @param data where its logs live; made and formatted when it is new
   * @param port where clients connect; 0 chooses a free one
   * @throws IllegalStateException when it cannot start: port taken, folder locked or unwritable
   */
  public static EmbeddedBroker start(Path data, int port) {
    try (Lease broker = FreePorts.lease(port);
        Lease controller = FreePorts.lease(0)) {
      format(data);
      KafkaConfig config =
          KafkaConfig.fromProps(
              BrokerSettings.of(data, broker.port(), controller.port()), /* doLog= */ false);
      broker.close();
      controller.close();
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, broker.port());
    } catch (Exception e) {
      throw new IllegalStateException("the Kafka broker in " + data + " cannot start: " + e, e);
    }
  }

  /** Starts a broker on a free port. */
  public static EmbeddedBroker start(Path data) {
    return start(data, 0);
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /** Where clients connect. */
  public int port() {
    return port;
  }

  /** Stops it and waits until it has; clients lose their connection. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path data) throws IOException {
    Files.createDirectories(data);
    var said = new ByteArrayOutputStream();
    try (var out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(CLUSTER_ID)
          .setNodeId(BrokerSettings.NODE_ID)
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setIgnoreFormatted(true)
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setPrintStream(out)
          .run();
    } catch (Exception e) {
      throw new IOException(said.toString(StandardCharsets.UTF_8) + e, e);
    }
  }
}
