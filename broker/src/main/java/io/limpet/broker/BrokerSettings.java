package io.limpet.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * How the embedded broker is set: one node that shares a small machine with everything else, so few
 * threads and small buffers, and quick to answer after a start.
 */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER = "CONTROLLER";

  /** The longest valid event, every character escaped, and room. */
  static final int MESSAGE_BYTES = 4 << 20;

  private BrokerSettings() {}

  static Properties of(Path data, int brokerPort, int controllerPort) {
    var p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", String.valueOf(NODE_ID));
    p.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    p.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(HOST, brokerPort, CONTROLLER, HOST, controllerPort));
    p.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, brokerPort));
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", CONTROLLER);
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("log.dirs", data.toString());

    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", String.valueOf(MESSAGE_BYTES));
    p.put("group.initial.rebalance.delay.ms", "0");
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      p.put(topic + ".replication.factor", "1");
      p.put(topic + ".num.partitions", "1");
      p.put(topic + ".segment.bytes", String.valueOf(8 << 20));
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");

    // After a kill the controller refuses the new broker until the session of the killed one is
    // over. A pause that is longer fences the broker, which its next heartbeat undoes.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("metadata.max.idle.interval.ms", "5000");

    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.replica.fetchers", "1");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("queued.max.requests", "100");
    p.put("log.cleaner.threads", "1");
    p.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    p.put("log.cleaner.io.buffer.size", String.valueOf(2 * MESSAGE_BYTES));
    // Who is erased is to be gone from the files soon, and a look costs next to nothing.
    p.put("log.cleaner.backoff.ms", "1000");
    p.put("log.retention.check.interval.ms", "2000");
    p.put("log.segment.delete.delay.ms", "1000");
    p.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    p.put("log.segment.bytes", String.valueOf(128 << 20));
    p.put("metadata.log.segment.bytes", String.valueOf(8 << 20));
    return p;
  }
}
