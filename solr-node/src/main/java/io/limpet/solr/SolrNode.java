package io.limpet.solr;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.apache.solr.servlet.CoreContainerProvider;
import org.apache.solr.servlet.SolrDispatchFilter;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * One node of SolrCloud at a free port of this machine, with the parts that Solr's own start has:
 * Jetty, Solr's filter, and ZooKeeper, which the first node brings. Prints {@code zookeeper
 * HOST:PORT} once others may start and {@code ready URL} once it can be asked. Ends when its
 * standard input does, so that it cannot outlive the test that started it.
 */
public final class SolrNode {
  private static final String HOST = "127.0.0.1";

  /** The cluster speaks through ZooKeeper; all else as Solr has it by default. */
  private static final String SOLR_XML =
      """
      <solr>
        <solrcloud>
          <str name="host">%s</str>
          <int name="hostPort">%d</int>
          <str name="hostContext">solr</str>
          <int name="zkClientTimeout">5000</int>
        </solrcloud>
      </solr>
      """;

  private SolrNode() {}

  /**
   * Runs a node.
   *
   * @param arguments a folder that holds nothing, and where ZooKeeper is; without that the node
   *     starts one
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(home);
    String keeper = arguments.length > 1 ? arguments[1] : Keeper.start(home.resolve("zookeeper"));
    System.out.println("zookeeper " + keeper);
    var server = new Server();
    ServerConnector connector = connector(server);
    // Opened ahead, since Solr tells the others its port while it starts.
    connector.open();
    Files.writeString(home.resolve("solr.xml"), SOLR_XML.formatted(HOST, connector.getLocalPort()));
    System.setProperty("zkHost", keeper);
    server.setHandler(solr(home));
    server.start();
    System.out.println("ready http://" + HOST + ":" + connector.getLocalPort() + "/solr");
    awaitEndOfInput();
    // At once: what a node has acknowledged is in its log, and nobody waits for the rest.
    Runtime.getRuntime().halt(0);
  }

  private static ServerConnector connector(Server server) {
    var settings = new HttpConfiguration();
    settings.setRequestHeaderSize(1 << 16);
    var connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(settings),
            new HTTP2CServerConnectionFactory(settings));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    return connector;
  }

  private static ServletContextHandler solr(Path home) {
    var context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    context.setContextPath("/solr");
    context.setAttribute(SolrDispatchFilter.SOLRHOME_ATTRIBUTE, home.toString());
    context.addEventListener(new CoreContainerProvider());
    context.addFilter(
        new FilterHolder(SolrDispatchFilter.class), "/*", EnumSet.of(DispatcherType.REQUEST));
    return context;
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Whatever is said is no reason to end.
    }
  }
}
