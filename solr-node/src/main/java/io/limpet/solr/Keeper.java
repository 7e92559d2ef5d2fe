package io.limpet.solr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** The ZooKeeper of a cluster, in the process of its first node. */
final class Keeper {
  private static final int TICK_MILLIS = 500;
  private static final int CONNECTIONS_MOST = 100;

  private Keeper() {}

  /**
   * Starts it at a free port of this machine, to run as long as the process does.
   *
   * @return its {@code host:port}
   */
  static String start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    InetAddress here = InetAddress.getLoopbackAddress();
    var server = new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MILLIS);
    ServerCnxnFactory factory =
        ServerCnxnFactory.createFactory(new InetSocketAddress(here, 0), CONNECTIONS_MOST);
    factory.startup(server);
    return here.getHostAddress() + ":" + factory.getLocalPort();
  }
}
